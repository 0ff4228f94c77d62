package dev.kapok.image;

import dev.kapok.storage.LayerStore;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Removes an image, or only a name of it while it has others. */
public final class RemoveImage {
  private final StateDatabase database;
  private final ImageStore images;
  private final LayerStore layers;
  private final Users users;

  /** Works on the images of a store, and asks who uses them. */
  public RemoveImage(StateDatabase database, ImageStore images, LayerStore layers, Users users) {
    this.database = database;
    this.images = images;
    this.layers = layers;
    this.users = users;
  }

  /** Knows which containers were made from an image. */
  public interface Users {
    /** Returns the ids of the containers that need the image. Called inside the transaction. */
    List<String> containersOf(String imageId);
  }

  /**
   * What was done.
   *
   * @param untagged the names that are gone
   * @param deleted the id of the image, null where only a name went
   */
  public record Removed(List<String> untagged, @Nullable String deleted) {
    /** Copies the names. */
    public Removed {
      untagged = List.copyOf(untagged);
    }
  }

  /**
   * Removes what the user named: a name of several goes alone; else the image goes with its layers
   * that no other image needs.
   *
   * @param force whether an image that is named by its id goes even where it has several names
   * @throws ImageNotFoundException where there is no such image
   * @throws ReadOnlyImageException where it is in an additional store
   * @throws ImageInUseException where containers need it, or where it has several names, was named
   *     by its id and {@code force} is false
   */
  public Removed remove(String nameOrId, boolean force) {
    return remove(nameOrId, force, null);
  }

  /**
   * As above, of what the caller has looked at, and nothing else.
   *
   * @param seen what the name led to then, null for whatever it leads to now
   * @throws ImageChangedException where it leads to something else now, or where that has changed
   */
  public Removed remove(String nameOrId, boolean force, @Nullable StoredImage seen) {
    Removed removed;
    try (Tx tx = database.beginRemoval()) {
      StoredImage image = images.find(nameOrId);
      if (image == null) {
        throw new ImageNotFoundException(nameOrId);
      }
      refuseChanged(nameOrId, image, seen);
      refuseReadOnly(tx, image.id());
      String name = ImageQuery.of(nameOrId).among(image.names());
      if (name != null && image.names().size() > 1) {
        images.untag(tx, ImageReference.parse(name));
        removed = new Removed(List.of(name), null);
      } else {
        refuseIfNeeded(image, force);
        images.remove(tx, image.id());
        removed = new Removed(image.names(), image.id());
      }
      tx.commit();
    }
    if (removed.deleted() != null) {
      layers.sweep();
    }
    return removed;
  }

  private static void refuseChanged(
      String nameOrId, StoredImage image, @Nullable StoredImage seen) {
    if (seen != null
        && !(seen.id().equals(image.id()) && Objects.equals(seen.digest(), image.digest()))) {
      throw new ImageChangedException(nameOrId);
    }
  }

  private static void refuseReadOnly(Tx tx, String imageId) {
    try (SqlStatement row = tx.prepare("select store from images where id=?1")) {
      String store = row.bind(1, imageId).step() ? row.text(0) : null;
      if (store != null) {
        throw new ReadOnlyImageException(
            "cannot remove read-only image \""
                + imageId
                + "\": it is in the additional image store "
                + store
                + ": remove it there, or take that store out of the configuration");
      }
    }
  }

  private void refuseIfNeeded(StoredImage image, boolean force) {
    if (image.names().size() > 1 && !force) {
      throw new ImageInUseException(
          "unable to delete image "
              + image.id()
              + " by ID with more than one tag ("
              + joined(image.names())
              + "): please force removal");
    }
    List<String> containers = new ArrayList<>(users.containersOf(image.id()));
    if (!containers.isEmpty()) {
      throw new ImageInUseException(
          "image "
              + image.id()
              + ": image is in use by container "
              + joined(containers)
              + ": remove it first, or force removal");
    }
  }

  private static String joined(List<String> parts) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      text.append(i == 0 ? "" : " ").append(parts.get(i));
    }
    return text.toString();
  }
}
