package dev.kapok.storage.store;

import dev.kapok.storage.CopyProgress;
import dev.kapok.storage.driver.Folder;
import dev.kapok.storage.driver.LayerPaths;
import dev.kapok.storage.driver.Lower;
import dev.kapok.storage.tree.MappedCopier;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Host;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.file.TreeDeleter;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies of layers with the owners that a user namespace wants, made at the first mount and kept
 * for all containers with the same maps, until the layer itself is removed.
 *
 * <p>A copy is made in the staging folder, synced, renamed to its place and recorded, so that one
 * that was cut short is never used: the sweep deletes it. Two processes that need the same copy may
 * both make it; the second to come drops its own.
 */
final class ShiftedCopies {
  private static final int MOST_THREADS = 4;

  private static final String SELECT =
      "select id, link from shifted_layers where layer_id=?1 and user_map=?2 and group_map=?3";

  private final Kernel kernel;
  private final StateDatabase database;
  private final LayerPaths paths;
  private final RandomNames names;
  private final Folder folder;
  private final CopyProgress progress;

  ShiftedCopies(Kernel kernel, StateDatabase database, LayerPaths paths, CopyProgress progress) {
    this.kernel = kernel;
    this.database = database;
    this.paths = paths;
    this.names = new RandomNames(kernel.io());
    this.folder = new Folder(kernel);
    this.progress = progress;
  }

  /** A copy, staged or in its place. */
  private record Copy(String id, String link) {}

  /** Returns the copies of layers, and makes those that are missing. */
  List<Lower> of(List<Lower> lowers, IdMaps maps) {
    List<Copy> copies = new ArrayList<>();
    List<Lower> missing = new ArrayList<>();
    List<Copy> staged = new ArrayList<>();
    for (int i = 0; i < lowers.size(); i++) {
      Copy known = find(lowers.get(i).id(), maps);
      if (known == null) {
        known = new Copy(names.id(), names.link());
        missing.add(lowers.get(i));
        staged.add(known);
      }
      copies.add(known);
    }
    if (!staged.isEmpty()) {
      make(lowers, maps, copies, missing, staged);
    }
    List<Lower> result = new ArrayList<>();
    for (int i = 0; i < copies.size(); i++) {
      Copy copy = copies.get(i);
      result.add(new Lower(copy.id(), copy.link(), lowers.get(i).size()));
    }
    return result;
  }

  private void make(
      List<Lower> lowers, IdMaps maps, List<Copy> copies, List<Lower> missing, List<Copy> staged) {
    long bytes = 0;
    for (int i = 0; i < missing.size(); i++) {
      bytes += missing.get(i).size();
    }
    progress.begin(bytes);
    try {
      for (int i = 0; i < missing.size(); i++) {
        stage(missing.get(i), maps, staged.get(i));
      }
      sync(paths.home(), true);
      place(lowers, maps, copies, staged);
    } finally {
      progress.end();
      for (int i = 0; i < staged.size(); i++) {
        // What got its place is not there any more.
        new TreeDeleter(kernel).delete(staging(staged.get(i)));
      }
    }
  }

  private @Nullable Copy find(String layer, IdMaps maps) {
    try (SqlStatement row = database.prepare(SELECT)) {
      return found(row, layer, maps);
    }
  }

  /** A copy whose folder somebody deleted is none. */
  private @Nullable Copy found(SqlStatement row, String layer, IdMaps maps) {
    row.bind(1, layer).bind(2, maps.users().text()).bind(3, maps.groups().text());
    if (!row.step()) {
      return null;
    }
    Copy copy = new Copy(String.valueOf(row.text(0)), String.valueOf(row.text(1)));
    return folder.stat(paths.diff(copy.id())) == null ? null : copy;
  }

  private String staging(Copy copy) {
    int self = kernel.pids().self();
    return paths.staging(self, kernel.pids().startTime(self), copy.id());
  }

  private void stage(Lower lower, IdMaps maps, Copy copy) {
    folder.makeAll(paths.staging(), 0700);
    String staged = staging(copy);
    folder.make(staged, 0700);
    folder.make(staged + "/" + LayerPaths.DIFF, 0700);
    int threads = Math.min(MOST_THREADS, Math.max(1, Host.cpuCount()));
    new MappedCopier(kernel, maps, threads, progress)
        .copy(paths.diff(lower.id()), staged + "/" + LayerPaths.DIFF);
  }

  /** The renames have to be on disk before the rows that speak of them. */
  private void place(List<Lower> lowers, IdMaps maps, List<Copy> copies, List<Copy> staged) {
    folder.make(paths.links(), 0700);
    try (Tx tx = database.begin()) {
      for (int i = 0; i < copies.size(); i++) {
        if (staged.contains(copies.get(i))) {
          copies.set(i, place(tx, lowers.get(i).id(), maps, copies.get(i)));
        }
      }
      sync(paths.links(), false);
      sync(paths.home(), false);
      tx.commit();
    }
  }

  /** Returns the copy that holds: another process may have been faster. */
  private Copy place(Tx tx, String layer, IdMaps maps, Copy copy) {
    try (SqlStatement row = tx.prepare(SELECT)) {
      Copy other = found(row, layer, maps);
      if (other != null) {
        return other;
      }
    }
    try (SqlStatement row =
        tx.prepare(
            "insert or replace into shifted_layers (id, layer_id, user_map, group_map, link)"
                + " values (?1, ?2, ?3, ?4, ?5)")) {
      row.bind(1, copy.id()).bind(2, layer).bind(3, maps.users().text());
      row.bind(4, maps.groups().text()).bind(5, copy.link()).step();
    }
    kernel.io().rename(staging(copy), paths.layer(copy.id()));
    byte[] target = Folder.bytes(LayerPaths.linkTarget(copy.id()));
    kernel.tree().symlink(target, FileTree.CWD, Folder.bytes(paths.link(copy.link())));
    return copy;
  }

  private void sync(String path, boolean all) {
    int fd = kernel.io().open(path, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
    try {
      if (all) {
        kernel.io().syncFileSystem(fd);
      } else {
        kernel.io().sync(fd);
      }
    } finally {
      kernel.io().close(fd);
    }
  }
}
