package dev.kapok.libpod;

import dev.kapok.image.HistoryRow;
import dev.kapok.image.ImageSummary;
import dev.kapok.image.ImageTree;
import dev.kapok.image.RemoveImage;
import dev.kapok.image.StoredImage;
import java.util.List;
import java.util.Set;

/**
 * Images on this host: listing, looking into, naming, removing.
 *
 * <p>An image is named by its id, an unambiguous beginning of its id, or any of its names, short or
 * full. Failures are {@link KapokException}s: NOT_FOUND for an unknown image, IN_USE where
 * containers need it, INVALID for a name that is none.
 */
public interface Images {
  /** Returns all images, newest first. */
  List<ImageSummary> list();

  /** Returns the ids of the images that containers were made of. */
  Set<String> used();

  /** Returns the full id of an image. */
  String resolve(String nameOrId);

  /** Returns what {@code podman image inspect} shows of an image, as a JSON object. */
  String inspect(String nameOrId);

  /** Gives an image one more name; a name that another image had moves. */
  void tag(String nameOrId, String newName);

  /** Takes names away from an image, all of them where none is given; the image stays. */
  void untag(String nameOrId, List<String> names);

  /** Tells whether there is such an image. */
  boolean exists(String nameOrId);

  /** Returns the steps by which an image came about, the last one first. */
  List<HistoryRow> history(String nameOrId);

  /**
   * Returns the layers of an image, the lowest first; or its top layer and all that are built on
   * it.
   */
  List<ImageTree.Node> tree(String nameOrId, boolean builtOn);

  /**
   * Removes a name; with the last one, or by id, the image.
   *
   * @param force whether containers that need the image are removed first, and an image with
   *     several names goes by its id
   */
  RemoveImage.Removed remove(String nameOrId, boolean force);

  /**
   * Removes a name as above, yet never a container, and only while the name leads to what the
   * caller has looked at and that has not changed (else WRONG_STATE).
   */
  RemoveImage.Removed removeSeen(String nameOrId, boolean force, StoredImage seen);

  /** Removes an image with all its names, unless a container needs it (IN_USE). */
  RemoveImage.Removed removeUnused(String id);
}
