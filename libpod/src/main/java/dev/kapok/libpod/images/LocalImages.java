package dev.kapok.libpod.images;

import dev.kapok.image.AmbiguousImageException;
import dev.kapok.image.HistoryRow;
import dev.kapok.image.ImageChangedException;
import dev.kapok.image.ImageHistory;
import dev.kapok.image.ImageInUseException;
import dev.kapok.image.ImageNotFoundException;
import dev.kapok.image.ImageSummary;
import dev.kapok.image.ImageTree;
import dev.kapok.image.InvalidReferenceException;
import dev.kapok.image.ListImages;
import dev.kapok.image.ListedImage;
import dev.kapok.image.ReadOnlyImageException;
import dev.kapok.image.RemoveImage;
import dev.kapok.image.StoredImage;
import dev.kapok.image.TagImage;
import dev.kapok.libpod.Images;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.verb.RemoveUsers;
import java.util.List;
import java.util.Set;

/** The images of one engine. */
public final class LocalImages implements Images {
  private final EngineParts parts;

  /** Works with the parts of an engine. */
  public LocalImages(EngineParts parts) {
    this.parts = parts;
  }

  @Override
  public List<ImageSummary> list() {
    parts.seeOtherStores();
    return new ListImages(parts.database()).list();
  }

  @Override
  public Set<String> used() {
    return parts.containers().images();
  }

  @Override
  public String resolve(String nameOrId) {
    return find(nameOrId).id();
  }

  @Override
  public String inspect(String nameOrId) {
    StoredImage image = find(nameOrId);
    return new ImageInspection(
            image, parts.images().manifest(image.id()), parts.config().storage().driver())
        .json();
  }

  @Override
  public void tag(String nameOrId, String newName) {
    try {
      new TagImage(parts.database(), parts.images()).tag(nameOrId, newName);
    } catch (RuntimeException e) {
      throw known(e);
    }
  }

  @Override
  public void untag(String nameOrId, List<String> names) {
    try {
      new TagImage(parts.database(), parts.images()).untag(nameOrId, names.toArray(new String[0]));
    } catch (RuntimeException e) {
      throw known(e);
    }
  }

  @Override
  public boolean exists(String nameOrId) {
    try {
      return parts.images().find(nameOrId) != null;
    } catch (RuntimeException e) {
      throw known(e);
    }
  }

  @Override
  public List<HistoryRow> history(String nameOrId) {
    return new ImageHistory(parts.layerStore(), parts.images()).of(find(nameOrId));
  }

  @Override
  public List<ImageTree.Node> tree(String nameOrId, boolean builtOn) {
    ImageTree tree = new ImageTree(parts.layerStore(), parts.images());
    StoredImage image = find(nameOrId);
    return builtOn ? tree.builtOn(image) : tree.layersOf(image);
  }

  @Override
  public RemoveImage.Removed removeUnused(String id) {
    try {
      return verb().remove(id, true);
    } catch (RuntimeException e) {
      throw known(e);
    }
  }

  @Override
  public RemoveImage.Removed removeSeen(String nameOrId, boolean force, StoredImage seen) {
    try {
      return verb().remove(nameOrId, force, seen);
    } catch (RuntimeException e) {
      throw known(e);
    }
  }

  private RemoveImage verb() {
    return new RemoveImage(
        parts.database(),
        parts.images(),
        parts.layerStore(),
        new RemoveImage.Users() {
          @Override
          public List<String> containersOf(String imageId) {
            return parts.containers().ofImage(imageId);
          }
        });
  }

  @Override
  public RemoveImage.Removed remove(String nameOrId, boolean force) {
    RemoveImage verb = verb();
    try {
      return verb.remove(nameOrId, force);
    } catch (ImageInUseException e) {
      if (!force) {
        throw known(e);
      }
    } catch (RuntimeException e) {
      throw known(e);
    }
    return removeWithUsers(verb, nameOrId);
  }

  private RemoveImage.Removed removeWithUsers(RemoveImage verb, String nameOrId) {
    List<String> users = parts.containers().ofImage(resolve(nameOrId));
    new RemoveUsers(parts).remove(users, false, 0);
    try {
      return verb.remove(nameOrId, true);
    } catch (RuntimeException e) {
      throw known(e);
    }
  }

  private StoredImage find(String nameOrId) {
    try {
      StoredImage image = parts.images().find(nameOrId);
      if (image == null) {
        throw new ImageNotFoundException(nameOrId);
      }
      StoredImage meant = ListedImage.of(parts.images(), image, null);
      if (meant == null) {
        throw new KapokException(
            KapokException.Kind.NOT_FOUND,
            "no image found in manifest list " + nameOrId + " for this host: image not known");
      }
      return meant;
    } catch (RuntimeException e) {
      throw known(e);
    }
  }

  /** Says what went wrong in the engine's own words; other failures stay as they are. */
  private static RuntimeException known(RuntimeException e) {
    KapokException.Kind kind;
    if (e instanceof ImageNotFoundException) {
      kind = KapokException.Kind.NOT_FOUND;
    } else if (e instanceof ImageInUseException) {
      kind = KapokException.Kind.IN_USE;
    } else if (e instanceof ImageChangedException) {
      kind = KapokException.Kind.WRONG_STATE;
    } else if (e instanceof ReadOnlyImageException) {
      kind = KapokException.Kind.NOT_SUPPORTED;
    } else if (e instanceof AmbiguousImageException || e instanceof InvalidReferenceException) {
      kind = KapokException.Kind.INVALID;
    } else {
      return e;
    }
    return new KapokException(kind, String.valueOf(e.getMessage()), e);
  }
}
