package dev.kapok.libpod.mounts;

import dev.kapok.image.ListedImage;
import dev.kapok.image.StoredImage;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.storage.StorageException;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.sql.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Images that a container mounts ({@code --mount type=image}). Each is a layer of the container's
 * own on top of the image's, as its root file system is, with owners as its user namespace sees
 * them; but its files are there only from a start to its end. Which image it is was decided when
 * the container was created; that image stays until the container is removed.
 */
public final class ImageMounts {
  private final EngineParts parts;

  /** Works with these parts. */
  public ImageMounts(EngineParts parts) {
    this.parts = parts;
  }

  private static String layer(String id, int number) {
    return id + "-" + number;
  }

  /**
   * Makes sure that a mount's image is here.
   *
   * @throws KapokException NOT_FOUND where it is not
   */
  public void requireImage(MountConfig mount) {
    find(mount);
  }

  private StoredImage find(MountConfig mount) {
    String name = String.valueOf(mount.source());
    StoredImage image = parts.images().find(name);
    StoredImage meant = image == null ? null : ListedImage.of(parts.images(), image, null);
    if (meant == null) {
      throw new KapokException(
          KapokException.Kind.NOT_FOUND,
          "mounting image " + name + " at " + mount.target() + ": image not known; pull it first");
    }
    return meant;
  }

  /**
   * Records the images of a new container, whose row is there by now.
   *
   * @param maps of its user namespace, null for none of its own
   */
  public void insert(Tx tx, ContainerConfig config, @Nullable IdMaps maps) {
    List<MountConfig> mounts = config.mounts();
    for (int i = 0; i < mounts.size(); i++) {
      if (mounts.get(i).type() == MountConfig.Type.IMAGE) {
        StoredImage image = find(mounts.get(i));
        parts.containers().useImage(tx, image.id(), config.id());
        parts.layers().createPassing(tx, layer(config.id(), i), image.topLayer(), maps);
      }
    }
  }

  /** Mounts one and returns where. */
  String mount(String id, int number, MountConfig mount) {
    try {
      return new LayerMounts(parts).mount(layer(id, number));
    } catch (StorageException e) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          "mounting image " + mount.source() + " at " + mount.target() + ": " + e.getMessage(),
          e);
    }
  }

  /** Unmounts one and deletes what was written to it; may be repeated. */
  void release(String id, int number) {
    parts.layers().delete(layer(id, number));
  }

  /** Unmounts all of a container; may be repeated. */
  public void releaseAll(ContainerConfig config) {
    for (int i = 0; i < config.mounts().size(); i++) {
      if (config.mounts().get(i).type() == MountConfig.Type.IMAGE) {
        release(config.id(), i);
      }
    }
  }

  /** Forgets those of a container that goes; call {@link #releaseAll} after the commit. */
  public void forget(Tx tx, ContainerConfig config) {
    for (int i = 0; i < config.mounts().size(); i++) {
      if (config.mounts().get(i).type() == MountConfig.Type.IMAGE) {
        parts.layers().remove(tx, layer(config.id(), i));
      }
    }
  }
}
