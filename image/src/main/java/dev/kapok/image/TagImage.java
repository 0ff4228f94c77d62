package dev.kapok.image;

import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;

/** Gives an image one more name, or takes one away. */
public final class TagImage {
  private final StateDatabase database;
  private final ImageStore images;

  /** Works on the images of a store. */
  public TagImage(StateDatabase database, ImageStore images) {
    this.database = database;
    this.images = images;
  }

  /**
   * Names an image; a name that another image had moves. A short name is one of this host: {@code
   * localhost/NAME}.
   *
   * @throws ImageNotFoundException where there is no such image
   * @throws InvalidReferenceException where the new name is none, or has a digest
   */
  public void tag(String nameOrId, String newName) {
    ImageReference name = ShortNames.local(newName);
    if (name.digest() != null) {
      throw new InvalidReferenceException(newName, "a tag is wanted here, not a digest");
    }
    try (Tx tx = database.begin()) {
      images.tag(tx, find(nameOrId).id(), name);
      tx.commit();
    }
  }

  /**
   * Takes a name away; without one, all of them. The image stays.
   *
   * @throws ImageNotFoundException where there is no such image, or it does not have the name
   */
  public void untag(String nameOrId, String... names) {
    try (Tx tx = database.begin()) {
      StoredImage image = find(nameOrId);
      for (String name : names) {
        String known = ImageQuery.of(name).among(image.names());
        if (known == null) {
          throw new ImageNotFoundException(name);
        }
        images.untag(tx, ImageReference.parse(known));
      }
      for (int i = 0; names.length == 0 && i < image.names().size(); i++) {
        images.untag(tx, ImageReference.parse(image.names().get(i)));
      }
      tx.commit();
    }
  }

  private StoredImage find(String nameOrId) {
    StoredImage image = images.find(nameOrId);
    if (image == null) {
      throw new ImageNotFoundException(nameOrId);
    }
    return image;
  }
}
