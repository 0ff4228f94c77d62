package dev.kapok.storage;

/**
 * A tree of files in a store: what a container sees, what a layer and all beneath it make, or
 * nothing at all.
 *
 * @param id of the container or the layer; empty for nothing
 */
public record Tree(Kind kind, String id) {
  /** A tree without files. */
  public static final Tree EMPTY = new Tree(Kind.NOTHING, "");

  /** What an id means. */
  public enum Kind {
    NOTHING,
    LAYER,
    CONTAINER
  }

  /** Names the root file system of a container. */
  public static Tree container(String id) {
    return new Tree(Kind.CONTAINER, id);
  }

  /** Names a layer with all beneath it. */
  public static Tree layer(String id) {
    return new Tree(Kind.LAYER, id);
  }
}
