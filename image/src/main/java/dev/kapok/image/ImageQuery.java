package dev.kapok.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user typed to mean an image that is here, taken apart.
 *
 * <p>The order is podman's: a name that is exactly there, then for a short name {@code
 * localhost/NAME}, then the hub's, then an id or its beginning, then any image whose repository
 * ends in {@code /NAME}. A text of 64 digits, or one that starts with {@code sha256:}, is an id
 * only.
 */
final class ImageQuery {
  private static final String ID_PREFIX = "sha256:";
  private static final int ID_LENGTH = 64;

  /** The beginning of an id, null where the text cannot be one. */
  final @Nullable String id;

  /** The name on this host, null unless the text is a short name. */
  final @Nullable String localName;

  /** The name as docker completes it, null where the text is no name. */
  final @Nullable ImageReference name;

  /** How the repository ends ({@code /busybox}), null unless the text is a short name. */
  final @Nullable String ending;

  private ImageQuery(
      @Nullable String id,
      @Nullable String localName,
      @Nullable ImageReference name,
      @Nullable String ending) {
    this.id = id;
    this.localName = localName;
    this.name = name;
    this.ending = ending;
  }

  static ImageQuery of(String text) {
    if (text.startsWith(ID_PREFIX)) {
      String hex = text.substring(ID_PREFIX.length());
      return new ImageQuery(ReferenceParser.isHex(hex) ? hex : null, null, null, null);
    }
    boolean isHex = ReferenceParser.isHex(text);
    if (isHex && text.length() >= ID_LENGTH) {
      return new ImageQuery(text, null, null, null);
    }
    try {
      ImageReference name = ImageReference.parse(text);
      if (!ShortNames.isShort(text)) {
        return new ImageQuery(null, null, name, null);
      }
      ImageReference local = ImageReference.parse("localhost/" + text);
      return new ImageQuery(isHex ? text : null, local.toString(), name, "/" + local.path());
    } catch (InvalidReferenceException e) {
      // What is no name is the name of nothing; whoever wants to pull it learns why it is none.
      return new ImageQuery(null, null, null, null);
    }
  }

  /** Returns the name that is meant among those of an image, null where its id is meant. */
  @Nullable String among(List<String> names) {
    if (localName != null && names.contains(localName)) {
      return localName;
    }
    String full = name == null ? null : name.toString();
    if (full == null || names.contains(full)) {
      return full;
    }
    for (int i = 0; ending != null && id == null && i < names.size(); i++) {
      if (names.get(i).endsWith(full.substring(full.lastIndexOf(ending)))) {
        return names.get(i);
      }
    }
    return null;
  }
}
