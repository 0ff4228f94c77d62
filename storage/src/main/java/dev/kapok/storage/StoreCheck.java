package dev.kapok.storage;

import java.util.List;

/**
 * Compares what the records of a store say with what lies in its folders.
 *
 * <p>Nothing is changed but by {@link #makeLinks}. Commands may work in the store meanwhile: a
 * layer that is being unpacked by a living process is no damage.
 */
public interface StoreCheck {
  /**
   * Looks at every layer that has a record: its folder, its short name and, unless in a hurry,
   * whether its files still make the tar that they came from, byte for byte.
   *
   * @param quick whether no file is read
   */
  List<StoreDamage> layers(boolean quick);

  /**
   * Looks for the folders of every container that has a layer of its own; those that another driver
   * than the configured one made are passed over.
   */
  List<StoreDamage> containers();

  /**
   * Finds what no record knows: folders of layers and containers, short names, layers that a dead
   * process was unpacking, and what was being deleted. {@link LayerStore#sweep} removes it.
   */
  List<StoreDamage> leftovers();

  /** Returns when a layer was unpacked, in seconds since the epoch; 0 where its folder is gone. */
  long unpackedAt(String layerId);

  /** Makes the short names that are missing or wrong. */
  void makeLinks();
}
