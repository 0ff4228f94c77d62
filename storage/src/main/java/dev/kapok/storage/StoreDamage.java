package dev.kapok.storage;

/**
 * Something in a store that is not as it should be.
 *
 * @param id of the layer or container; for a leftover the name of what lies there
 * @param problem a sentence about it, lower case
 */
public record StoreDamage(Kind kind, String id, String problem) {
  /** What is damaged, which decides how it can be repaired. */
  public enum Kind {
    /**
     * A layer whose files are missing or not what they were: its images have to be pulled again.
     */
    LAYER,
    /** The short name of a layer; it can be made again without loss. */
    LINK,
    /** A container that has lost its own layer. */
    CONTAINER,
    /** Files that no record knows: what a crash left. They can be deleted without loss. */
    LEFTOVER
  }
}
