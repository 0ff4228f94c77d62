package dev.kapok.storage.tree;

import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.file.TreeDeleter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies a layer onto those beneath it: its whiteout files ({@code .wh.NAME}, {@code .wh..wh..opq})
 * delete, all else is copied with owner, mode, attributes, times and hard links.
 */
public final class TreeCopier {
  private static final byte[] SELF = {'.'};
  private static final byte[] WHITEOUT = ascii(".wh.");
  private static final byte[] OPAQUE = ascii(".wh..wh..opq");

  private final FileIo io;
  private final FileTree tree;
  private final FileCopier files;
  private final TreeDeleter deleter;
  private final boolean whiteouts;
  private final Map<Long, byte[]> linked = new HashMap<>();
  private int targetRoot;

  /** Copies through this kernel; one copier per layer. */
  public TreeCopier(Kernel kernel) {
    this(kernel, null, true);
  }

  /**
   * Copies and gives files the owners that a user namespace wants to see.
   *
   * @param owners its ids, and what they are here; null to keep the owners
   */
  public TreeCopier(Kernel kernel, @Nullable IdMaps owners) {
    this(kernel, owners, true);
  }

  /** Returns one that copies files of any names and deletes nothing. */
  public static TreeCopier keepingNames(Kernel kernel) {
    return new TreeCopier(kernel, null, false);
  }

  private TreeCopier(Kernel kernel, @Nullable IdMaps owners, boolean whiteouts) {
    this.whiteouts = whiteouts;
    this.io = kernel.io();
    this.tree = kernel.tree();
    this.files = new FileCopier(kernel, owners);
    this.deleter = new TreeDeleter(kernel);
  }

  /** Adds the layer in {@code source} to what is in {@code target}, both absolute paths. */
  public void addLayer(String source, String target) {
    int from = io.open(source, FileCopier.FOLDER, 0);
    try {
      targetRoot = io.open(target, FileCopier.FOLDER, 0);
      try {
        folder(from, targetRoot, new byte[0]);
        FileStat stat = tree.stat(from, SELF);
        if (stat != null) {
          files.dress(from, SELF, targetRoot, SELF, stat);
        }
      } finally {
        io.close(targetRoot);
      }
    } finally {
      io.close(from);
    }
  }

  private void folder(int from, int to, byte[] path) {
    List<byte[]> names = tree.list(from);
    delete(names, to);
    for (int i = 0; i < names.size(); i++) {
      byte[] name = names.get(i);
      if (!isWhiteout(name)) {
        FileStat stat = tree.stat(from, name);
        if (stat != null) {
          entry(from, to, name, FileCopier.join(path, name), stat);
        }
      }
    }
  }

  private void delete(List<byte[]> names, int to) {
    for (int i = 0; i < names.size(); i++) {
      byte[] name = names.get(i);
      if (whiteouts && Arrays.equals(name, OPAQUE)) {
        List<byte[]> all = tree.list(to);
        for (int j = 0; j < all.size(); j++) {
          deleter.delete(to, all.get(j));
        }
      } else if (isWhiteout(name)) {
        deleter.delete(to, Arrays.copyOfRange(name, WHITEOUT.length, name.length));
      }
    }
  }

  private void entry(int from, int to, byte[] name, byte[] path, FileStat stat) {
    if (stat.isDirectory()) {
      subFolder(from, to, name, path);
    } else {
      deleter.delete(to, name);
      byte[] first = stat.links() > 1 ? linked.putIfAbsent(stat.inode(), path) : null;
      if (first != null) {
        link(first, to, name);
        return;
      }
      files.make(from, to, name, stat);
    }
    files.dress(from, name, to, name, stat);
  }

  /**
   * Gives a file that was copied before one more name. Its folder is opened without following
   * links: a container that works in the target might put one there meanwhile.
   */
  private void link(byte[] first, int to, byte[] name) {
    int slash = first.length - 1;
    while (slash >= 0 && first[slash] != '/') {
      slash--;
    }
    if (slash < 0) {
      tree.link(targetRoot, first, to, name);
      return;
    }
    byte[] parent = Arrays.copyOf(first, slash);
    int folder = tree.openBeneath(targetRoot, parent, FileCopier.FOLDER, 0, FileCopier.RESOLVE);
    try {
      tree.link(folder, Arrays.copyOfRange(first, slash + 1, first.length), to, name);
    } finally {
      io.close(folder);
    }
  }

  private void subFolder(int from, int to, byte[] name, byte[] path) {
    FileStat there = tree.stat(to, name);
    if (there != null && !there.isDirectory()) {
      deleter.delete(to, name);
      there = null;
    }
    if (there == null) {
      tree.mkdir(to, name, 0700);
    }
    int source = tree.openBeneath(from, name, FileCopier.FOLDER, 0, FileCopier.RESOLVE);
    try {
      int target = tree.openBeneath(to, name, FileCopier.FOLDER, 0, FileCopier.RESOLVE);
      try {
        folder(source, target, path);
      } finally {
        io.close(target);
      }
    } finally {
      io.close(source);
    }
  }

  private boolean isWhiteout(byte[] name) {
    return whiteouts
        && name.length > WHITEOUT.length
        && Arrays.equals(name, 0, WHITEOUT.length, WHITEOUT, 0, WHITEOUT.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
