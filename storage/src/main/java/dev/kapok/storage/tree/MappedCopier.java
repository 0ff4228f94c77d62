package dev.kapok.storage.tree;

import dev.kapok.storage.CopyProgress;
import dev.kapok.storage.StorageException;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies a layer whole, deletions and overlay's marks with it, and gives its files the owners that
 * a user namespace wants to see. Folders are copied by several threads at once.
 */
public final class MappedCopier {
  private static final byte[] SELF = {'.'};

  private final FileIo io;
  private final FileTree tree;
  private final FileCopier files;
  private final int threads;
  private final CopyProgress progress;
  private final Map<Long, byte[]> linked = new HashMap<>();
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private final List<byte[]> folders = new ArrayList<>();
  private int busy;
  private int sourceRoot;
  private int targetRoot;
  private @Nullable RuntimeException failure;

  /** Copies one layer, by that many threads, and tells of it. */
  public MappedCopier(Kernel kernel, IdMaps maps, int threads, CopyProgress progress) {
    this.io = kernel.io();
    this.tree = kernel.tree();
    this.files = new FileCopier(kernel, maps);
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * Copies what is in {@code source} to {@code target}, an empty folder; both absolute paths.
   *
   * @throws dev.kapok.storage.StorageException where a file's owner is not in the map
   */
  public void copy(String source, String target) {
    sourceRoot = io.open(source, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
    try {
      targetRoot = io.open(target, FileCopier.FOLDER, 0);
      try {
        waiting.add(new byte[0]);
        work();
        // Whatever is made in a folder changes its time.
        for (int i = 0; i < folders.size(); i++) {
          dressFolder(folders.get(i));
        }
      } finally {
        io.close(targetRoot);
      }
    } finally {
      io.close(sourceRoot);
    }
  }

  private void work() {
    List<Thread> helpers = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      Thread helper =
          new Thread("copy-layer-" + i) {
            @Override
            public void run() {
              copyFolders();
            }
          };
      helper.start();
      helpers.add(helper);
    }
    copyFolders();
    for (int i = 0; i < helpers.size(); i++) {
      join(helpers.get(i));
    }
    RuntimeException first = failure;
    if (first != null) {
      throw first;
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true; // the descriptors it works with are closed after this
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Copies folders until none waits and nobody can find more. */
  private void copyFolders() {
    while (true) {
      byte[] path = take();
      if (path == null) {
        return;
      }
      try {
        folder(path);
      } catch (RuntimeException e) {
        fail(e);
      } catch (OutOfMemoryError | StackOverflowError e) {
        // Else the copy would be taken for whole.
        fail(new StorageException("copy a layer: " + e, e));
      } finally {
        done();
      }
    }
  }

  private synchronized byte @Nullable [] take() {
    boolean interrupted = false;
    while (waiting.isEmpty() && busy > 0 && failure == null) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (waiting.isEmpty() || failure != null) {
      return null;
    }
    busy++;
    return waiting.removeLast();
  }

  private synchronized void done() {
    busy--;
    notifyAll();
  }

  private synchronized void fail(RuntimeException e) {
    if (failure == null) {
      failure = e;
    }
  }

  private synchronized void add(List<byte[]> found) {
    waiting.addAll(found);
    folders.addAll(found);
    notifyAll();
  }

  private void folder(byte[] path) {
    int source = open(sourceRoot, path);
    try {
      int target = open(targetRoot, path);
      try {
        List<byte[]> found = new ArrayList<>();
        List<byte[]> names = tree.list(source);
        for (int i = 0; i < names.size(); i++) {
          byte[] name = names.get(i);
          FileStat stat = tree.stat(source, name);
          if (stat != null && stat.isDirectory()) {
            tree.mkdir(target, name, 0700);
            found.add(FileCopier.join(path, name));
          } else if (stat != null) {
            entry(source, target, name, FileCopier.join(path, name), stat);
          }
        }
        add(found);
      } finally {
        io.close(target);
      }
    } finally {
      io.close(source);
    }
    if (path.length == 0) {
      dressLater();
    }
  }

  private synchronized void dressLater() {
    folders.add(new byte[0]);
  }

  private int open(int root, byte[] path) {
    return tree.openBeneath(
        root, path.length == 0 ? SELF : path, FileCopier.FOLDER, 0, FileCopier.RESOLVE);
  }

  private void entry(int source, int target, byte[] name, byte[] path, FileStat stat) {
    if (stat.links() < 2) {
      make(source, target, name, stat);
      return;
    }
    // One at a time: the others of its names need the first to be there.
    synchronized (linked) {
      byte[] first = linked.putIfAbsent(stat.inode(), path);
      if (first == null) {
        make(source, target, name, stat);
      } else {
        tree.link(targetRoot, first, target, name);
      }
    }
  }

  private void make(int source, int target, byte[] name, FileStat stat) {
    files.make(source, target, name, stat);
    if (stat.isRegular()) {
      progress.advance(stat.size());
    }
    // A deletion has no owner, and may be one file with many names.
    if (!stat.isCharDevice() || stat.rdev() != 0) {
      files.dress(source, name, target, name, stat);
    }
  }

  private void dressFolder(byte[] path) {
    int source = open(sourceRoot, path);
    try {
      int target = open(targetRoot, path);
      try {
        FileStat stat = tree.stat(source, SELF);
        if (stat != null) {
          files.dress(source, SELF, target, SELF, stat);
        }
      } finally {
        io.close(target);
      }
    } finally {
      io.close(source);
    }
  }
}
