package dev.kapok.libpod;

import org.jspecify.annotations.Nullable;

/**
 * What is copied to where.
 *
 * @param archive whether what is copied into a container becomes its user's; else owners stay
 * @param overwrite whether folders give way to what is none, and the other way round
 */
public record CopyRequest(Place from, Place to, boolean archive, boolean overwrite) {
  /** The path that means a tar on standard input or output. */
  public static final String STREAM = "-";

  /**
   * A file or folder.
   *
   * @param container its name or id, null for the host
   * @param path in a container from its working directory, on the host from this process's
   */
  public record Place(@Nullable String container, String path) {
    /** Tells whether a stream is meant, and no file. */
    public boolean isStream() {
      return container == null && path.equals(STREAM);
    }

    /** Tells whether what is in the folder is meant, without the folder. */
    public boolean isContents() {
      return path.endsWith("/.") || (container == null && path.equals("."));
    }

    /** Tells whether only a folder can be meant. */
    public boolean isFolder() {
      return path.endsWith("/") || isContents();
    }
  }
}
