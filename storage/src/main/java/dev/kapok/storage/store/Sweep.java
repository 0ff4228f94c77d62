package dev.kapok.storage.store;

import dev.kapok.storage.Layer;
import dev.kapok.storage.driver.Folder;
import dev.kapok.storage.driver.LayerMounter;
import dev.kapok.storage.driver.LayerPaths;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.file.TreeDeleter;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Deletes what no row knows.
 *
 * <p>Folders get their place inside a write transaction, and a transaction holds the writers' lock;
 * so under that lock a folder without a row is nobody's. It is only renamed into the trash there;
 * the deleting, which takes time, happens after, and needs no space on a full disk.
 */
final class Sweep {
  private static final int LAYER_ID_LENGTH = 64;

  private final Kernel kernel;
  private final StateDatabase database;
  private final LayerPaths paths;
  private final RandomNames random;
  private final String driver;
  private final TreeDeleter deleter;
  private @Nullable SyscallException firstFailure;

  Sweep(Kernel kernel, StateDatabase database, LayerPaths paths, String driver) {
    this.kernel = kernel;
    this.database = database;
    this.paths = paths;
    this.random = new RandomNames(kernel.io());
    this.driver = driver;
    this.deleter = new TreeDeleter(kernel);
  }

  /** Sweeps all it can, then throws the first failure, if there was one. */
  void run() {
    Folder folder = new Folder(kernel);
    if (folder.stat(paths.home()) == null) {
      return;
    }
    folder.make(paths.trash(), 0700);
    try (Tx tx = database.begin()) {
      layers(new LayerRows(database, driver).all(tx));
      containers(tx);
    }
    staging();
    List<String> trash = names(paths.trash());
    for (int i = 0; i < trash.size(); i++) {
      delete(paths.trash(trash.get(i)));
    }
    if (firstFailure != null) {
      throw firstFailure;
    }
  }

  private void layers(List<Layer> layers) {
    Set<String> ids = new HashSet<>();
    Set<String> links = new HashSet<>();
    for (int i = 0; i < layers.size(); i++) {
      ids.add(layers.get(i).id());
      links.add(layers.get(i).link());
    }
    List<String> folders = names(paths.home());
    for (int i = 0; i < folders.size(); i++) {
      String name = folders.get(i);
      if (name.length() == LAYER_ID_LENGTH && !ids.contains(name)) {
        trash(paths.layer(name));
      }
    }
    List<String> known = names(paths.links());
    for (int i = 0; i < known.size(); i++) {
      if (!links.contains(known.get(i))) {
        delete(paths.link(known.get(i)));
      }
    }
  }

  private void containers(Tx tx) {
    Set<String> ids = new HashSet<>();
    try (SqlStatement rows = tx.prepare("select container_id from container_layers")) {
      while (rows.step()) {
        ids.add(rows.text(0));
      }
    }
    List<String> folders = names(paths.containers());
    for (int i = 0; i < folders.size(); i++) {
      if (!ids.contains(folders.get(i))) {
        unmount(paths.merged(folders.get(i)));
        trash(paths.container(folders.get(i)));
      }
    }
  }

  private void staging() {
    List<String> folders = names(paths.staging());
    for (int i = 0; i < folders.size(); i++) {
      if (!isOwned(folders.get(i))) {
        String path = paths.staging() + "/" + folders.get(i);
        unmount(path + "/merged");
        delete(path);
      }
    }
  }

  /** The name begins with the process and its start time; a name of another form is nobody's. */
  private boolean isOwned(String name) {
    int first = name.indexOf('-');
    int second = name.indexOf('-', first + 1);
    if (first < 0 || second < 0) {
      return false;
    }
    try {
      int pid = Integer.parseInt(name.substring(0, first));
      long start = Long.parseLong(name.substring(first + 1, second));
      return start != 0 && kernel.pids().startTime(pid) == start;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private void unmount(String path) {
    try {
      new LayerMounter(kernel).unmount(path);
    } catch (SyscallException e) {
      keep(e);
    }
  }

  private void trash(String path) {
    try {
      kernel.io().rename(path, paths.trash(random.link()));
    } catch (SyscallException e) {
      keep(e);
    }
  }

  private void delete(String path) {
    try {
      deleter.delete(path);
    } catch (SyscallException e) {
      keep(e);
    }
  }

  private void keep(SyscallException failure) {
    if (firstFailure == null) {
      firstFailure = failure;
    }
  }

  private List<String> names(String path) {
    List<String> names = new ArrayList<>();
    if (new Folder(kernel).stat(path) == null) {
      return names;
    }
    int fd = kernel.io().open(path, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
    try {
      List<byte[]> raw = kernel.tree().list(fd);
      for (int i = 0; i < raw.size(); i++) {
        names.add(new String(raw.get(i), StandardCharsets.UTF_8));
      }
    } finally {
      kernel.io().close(fd);
    }
    return names;
  }
}
