package dev.kapok.storage;

import dev.kapok.sys.IdMaps;
import dev.kapok.sys.sql.Tx;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The read-write layers of containers, one each, named by the container's id.
 *
 * <p>Mounting is idempotent and so is everything that undoes: a crash between two steps is repaired
 * by doing the step again.
 */
public interface ContainerLayers {
  /**
   * Makes the read-write layer of a container on top of an image's layer (null for none).
   *
   * @param disposable whether its files may be lost in a power loss, as with {@code --rm}: they are
   *     never waited for, which makes unmounting cheap on a busy disk
   * @param shift the ids of the container's user namespace and what they are here; null for none.
   *     Files look to the container as they do to the image, and what it writes has the ids outside
   */
  void create(
      Tx tx,
      String containerId,
      @Nullable String topLayerId,
      boolean disposable,
      @Nullable IdMaps shift);

  /** Makes the layer of a container without a user namespace of its own. */
  default void create(Tx tx, String containerId, @Nullable String topLayerId, boolean disposable) {
    create(tx, containerId, topLayerId, disposable, null);
  }

  /**
   * Records a layer that lives only while it is mounted, such as that of an image among a
   * container's mounts: nothing is made yet, {@link #mount} makes its files, {@link #delete} takes
   * them away, and the next mount begins anew. Until {@link #remove} the image's layers stay.
   *
   * @param id of the caller's choice: a container's, and what tells several of it apart
   */
  void createPassing(Tx tx, String id, @Nullable String topLayerId, @Nullable IdMaps shift);

  /** Mounts the container's root file system, if it is not mounted yet; returns its path. */
  String mount(String containerId);

  /** Returns the path of the container's root file system where it is mounted now, else null. */
  @Nullable String mounted(String containerId);

  /** Unmounts it; false where it was not mounted. */
  boolean unmount(String containerId);

  /** Forgets the layer; call {@link #delete} after the commit. */
  void remove(Tx tx, String containerId);

  /** Unmounts and deletes the layer's files. */
  void delete(String containerId);

  /**
   * Returns the folders that make up its root file system, by the names that {@code inspect} gives
   * them: LowerDir, UpperDir and so on, as the driver has them; MergedDir only while it is mounted.
   */
  Map<String, String> folders(String containerId);

  /** Returns the bytes that the container wrote; 0 where it has no layer, or none any more. */
  long size(String containerId);
}
