package dev.kapok.storage;

/**
 * Something in which one tree of files differs from another.
 *
 * @param path absolute, from the tree's root
 */
public record Change(Kind kind, String path) {
  /** What happened to it. */
  public enum Kind {
    /** Its content, owner, mode, times or attributes changed, or something in it did. */
    MODIFIED,
    /** It is new. */
    ADDED,
    /** It is gone. */
    DELETED
  }
}
