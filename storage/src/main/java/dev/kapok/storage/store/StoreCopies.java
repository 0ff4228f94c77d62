package dev.kapok.storage.store;

import dev.kapok.storage.StorageConfig;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.driver.Folder;
import dev.kapok.sys.Errno;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.file.TreeDeleter;
import dev.kapok.sys.sql.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Copies of other stores' databases: opening those themselves would write beside them.
 *
 * <p>No lock of the other store is taken. A copy is good where the database has the same stamp
 * before and after it.
 */
public final class StoreCopies implements AutoCloseable {
  /** How often a copy is tried while somebody writes. */
  private static final int ATTEMPTS = 50;

  private final Kernel kernel;
  private final List<String> stores;
  private final StoreStamps stamps;
  private final TreeDeleter deleter;
  private final String all;
  private final String folder;
  private final List<SqlConnection> open = new ArrayList<>();
  private Map<String, String> seen = Map.of();

  /** Plans copies in the run folder. */
  public StoreCopies(Kernel kernel, StorageConfig config, List<String> stores) {
    this.kernel = kernel;
    this.stores = stores;
    this.stamps = new StoreStamps(kernel, config);
    this.deleter = new TreeDeleter(kernel);
    this.all = config.runRoot() + "/image-stores";
    int self = kernel.pids().self();
    this.folder = all + "/" + self + "-" + kernel.pids().startTime(self) + "-copies";
  }

  /**
   * Makes and opens the copies.
   *
   * @throws StorageException where a store never rests
   */
  public void make() {
    sweep();
    seen = stamps.of(stores);
    copyAll();
    Map<String, String> after = stamps.of(stores);
    for (int attempt = 1; !after.equals(seen); attempt++) {
      if (attempt == ATTEMPTS) {
        throw new StorageException(
            "read the additional image stores: they change all the time: wait until nobody writes"
                + " there");
      }
      seen = after;
      copyAll();
      after = stamps.of(stores);
    }
    for (int i = 0; i < stores.size(); i++) {
      open.add(kernel.sql().open(folder + "/" + i + "/kapok.db"));
    }
  }

  /** Returns the copy of a store's database, by the store's place in the list. */
  public SqlConnection of(int store) {
    return open.get(store);
  }

  /** Returns the stamps that the stores had when they were copied. */
  public Map<String, String> stamps() {
    return seen;
  }

  /** Deletes what processes left that were killed. */
  private void sweep() {
    StagingOwners owners = new StagingOwners(kernel.pids());
    List<String> names = new StoreFolders(kernel, new Folder(kernel)).names(all);
    for (int i = 0; i < names.size(); i++) {
      if (!owners.lives(names.get(i))) {
        deleter.delete(all + "/" + names.get(i));
      }
    }
  }

  private void copyAll() {
    deleter.delete(folder);
    for (int i = 0; i < stores.size(); i++) {
      String to = folder + "/" + i;
      new Folder(kernel).makeAll(to, 0700);
      String from = ForeignLayers.database(stores.get(i));
      copy(from, to + "/kapok.db");
      copy(from + "-wal", to + "/kapok.db-wal");
    }
  }

  /** Copies a file; one that is not there is none in the copy either. */
  private void copy(String from, String to) {
    int in;
    try {
      in = kernel.io().open(from, OpenFlags.O_RDONLY, 0);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT) {
        return;
      }
      throw e;
    }
    try {
      int flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL;
      int out = kernel.io().open(to, flags, 0600);
      try {
        kernel.io().copy(in, out, Long.MAX_VALUE);
      } finally {
        kernel.io().close(out);
      }
    } finally {
      kernel.io().close(in);
    }
  }

  @Override
  public void close() {
    for (int i = 0; i < open.size(); i++) {
      open.get(i).close();
    }
    open.clear();
    deleter.delete(folder);
  }
}
