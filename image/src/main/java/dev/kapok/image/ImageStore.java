package dev.kapok.image;

import dev.kapok.sys.sql.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of images: a row each, and a row for each name.
 *
 * <p>Looking up never walks a layer; sizes are written when an image comes.
 */
public interface ImageStore {
  /**
   * Finds an image by what a user types: a full or short name, a name with a digest, an id or an
   * unambiguous beginning of one.
   *
   * @return the image, or null where nothing matches
   * @throws dev.kapok.image.AmbiguousImageException where several match
   */
  @Nullable StoredImage find(String nameOrId);

  /**
   * Finds the image that is an instance of a list.
   *
   * @param digest of the instance's manifest
   * @return the image that the instance was made of, or one that came with the same manifest; null
   *     where neither is here
   */
  @Nullable StoredImage instance(String listId, String digest);

  /** Returns all images, newest first. */
  List<StoredImage> list();

  /**
   * Adds an image, or adds names to the one that has the id; a name that another image had moves.
   *
   * @param manifest the manifest document, as it came
   */
  void put(Tx tx, StoredImage image, byte[] manifest);

  /** Gives an image one more name, which moves if another had it. */
  void tag(Tx tx, String imageId, ImageReference name);

  /** Takes a name away; the image stays. */
  void untag(Tx tx, ImageReference name);

  /** Removes an image and the layers that only it used. */
  void remove(Tx tx, String imageId);

  /** Returns the manifest document as it came. */
  byte[] manifest(String imageId);
}
