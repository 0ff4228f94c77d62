package dev.kapok.storage;

import org.jspecify.annotations.Nullable;

/**
 * The store cannot do what it was asked; the message names the action, the object, the cause and
 * what to do next.
 *
 * <p>Unchecked, because it is the host or the configuration that has to change, not the caller.
 */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Describes a failure that has no exception as its cause. */
  public StorageException(String message) {
    super(message);
  }

  /** Describes a failure and keeps its cause. */
  public StorageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
