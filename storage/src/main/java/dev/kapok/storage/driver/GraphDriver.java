package dev.kapok.storage.driver;

import dev.kapok.storage.MountSpec;
import dev.kapok.storage.unpack.WhiteoutStyle;
import dev.kapok.sys.IdMaps;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a stack of read-only layers and a container's own files become one root file system.
 *
 * <p>Layers are unpacked by the store, one folder each, in the driver's {@link #whiteouts} style.
 * For a container the store calls, each as often as it likes:
 *
 * <pre>{@code
 * driver.prepare(containerId, lowers);            // once, when it is created
 * mounter.mount(driver.mount(containerId, lowers, false, null));   // null: nothing to mount
 * String root = driver.root(containerId);         // what the container sees as /
 * }</pre>
 *
 * <p>{@code lowers} are the layers from the top down, empty for a container without an image. A
 * driver says what is to be mounted and mounts nothing itself.
 */
public interface GraphDriver {
  /** Ways for files to get the owners that a user namespace wants to see. */
  enum Owners {
    /**
     * The kernel maps them, where it can, as the layers are mounted; else the layers are copied.
     */
    MAPPED,
    /** The layers are copied, once for all containers with the same maps. */
    COPIED,
    /** The driver gives each container files of its own. */
    OWN
  }

  /** Returns the name that {@code --storage-driver} knows it by. */
  String name();

  /**
   * Makes sure that the driver works on this host.
   *
   * @throws dev.kapok.storage.StorageException with the reason and what to do
   */
  void check();

  /** Returns how deletions in a layer are written down. */
  WhiteoutStyle whiteouts();

  /** Makes the folders of a container. */
  void prepare(String containerId, List<Lower> lowers);

  /**
   * Returns the mount that shows the container's root file system, null where none is needed.
   *
   * @param disposable whether its files need not survive a power loss
   * @param owners of the container's own user namespace, null without one; only a driver that gives
   *     files their {@link #owners} by itself heeds them
   */
  @Nullable MountSpec mount(
      String containerId, List<Lower> lowers, boolean disposable, @Nullable IdMaps owners);

  /** Returns how files get the owners that a user namespace wants to see. */
  Owners owners();

  /** Returns the path of a container's root file system. */
  String root(String containerId);

  /**
   * Returns the folder that holds only what a container changed, in the {@link #whiteouts} style.
   * Null where there is none that can be read without the layers: then only {@link #root} shows it.
   */
  @Nullable String changes(String containerId);

  /**
   * Returns the folders that make up a container's root file system, by the names that {@code
   * inspect} gives them, in the order of the names; none where a driver has but one.
   */
  default Map<String, String> folders(String containerId, List<Lower> lowers) {
    return Map.of();
  }

  /** Returns the bytes that the container added to its layers. */
  long size(String containerId, List<Lower> lowers);
}
