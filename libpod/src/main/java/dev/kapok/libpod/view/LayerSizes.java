package dev.kapok.libpod.view;

import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.storage.driver.OverlayDriver;
import dev.kapok.storage.store.ContainerSizes;
import dev.kapok.sys.sql.SqlException;
import dev.kapok.sys.sql.Tx;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * How much containers wrote. A container that ran is measured once after each of its runs, and one
 * that never ran once: the size is kept with the moment of its last end. While it runs, or while
 * somebody has its files mounted, its own layer is walked each time.
 */
public final class LayerSizes {
  private final EngineParts parts;
  private final boolean keeps;
  private final Map<String, ContainerSizes.Measured> known;
  private final Map<String, ContainerSizes.Measured> measured = new HashMap<>();

  /** Reads what is known, by one query. */
  public LayerSizes(EngineParts parts) {
    this.parts = parts;
    // Other drivers show their files without a mount, so nobody could tell who writes to them.
    this.keeps = parts.config().storage().driver().equals(OverlayDriver.NAME);
    this.known = new ContainerSizes(parts.database()).all();
  }

  /**
   * Returns the bytes that a container wrote.
   *
   * @param finished when it ended last, 0 for never
   */
  public long of(String id, Status status, long finished) {
    ContainerSizes.Measured before = known.get(id);
    boolean rests = keeps && !status.hasProcess();
    if (rests && before != null && before.stamp() == finished) {
      return before.bytes();
    }
    long bytes = parts.layers().size(id);
    if (rests) {
      measured.put(id, new ContainerSizes.Measured(bytes, finished));
    }
    return bytes;
  }

  /**
   * Keeps what was measured, unless the disk is full: then it is measured again next time.
   *
   * <p>Who mounts a container's files mounts first and forgets its size after, so what is mounted
   * now is either seen here or forgotten after this.
   */
  public void keep() {
    if (measured.isEmpty()) {
      return;
    }
    ContainerSizes sizes = new ContainerSizes(parts.database());
    try (Tx tx = parts.database().begin()) {
      Iterator<Map.Entry<String, ContainerSizes.Measured>> all = measured.entrySet().iterator();
      while (all.hasNext()) {
        Map.Entry<String, ContainerSizes.Measured> one = all.next();
        if (parts.layers().mounted(one.getKey()) == null) {
          sizes.keep(tx, one.getKey(), one.getValue());
        }
      }
      tx.commit();
    } catch (SqlException e) {
      if (e.code() != SqlException.FULL) {
        throw e;
      }
    }
  }
}
