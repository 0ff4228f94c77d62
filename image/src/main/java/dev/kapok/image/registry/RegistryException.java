package dev.kapok.image.registry;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A registry that refuses or fails: what was asked of which one, and what it said. */
public final class RegistryException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final boolean passing;
  private final @Nullable Duration wait;

  /** Describes a failure that asking again does not mend. */
  public RegistryException(Kind kind, String message) {
    this(kind, message, false, null);
  }

  /** Describes such a failure and what lies behind it; the message already says why. */
  public RegistryException(Kind kind, String message, Throwable cause) {
    this(kind, message, cause, false);
  }

  /**
   * Describes a failure.
   *
   * @param passing whether asking again may help
   * @param wait how long the registry wants to be left alone, null where it does not say
   */
  RegistryException(Kind kind, String message, boolean passing, @Nullable Duration wait) {
    super(message);
    this.kind = kind;
    this.passing = passing;
    this.wait = wait;
  }

  /** Describes a failure and what lies behind it; the message already says why. */
  RegistryException(Kind kind, String message, Throwable cause, boolean passing) {
    super(message, cause);
    this.kind = kind;
    this.passing = passing;
    this.wait = null;
  }

  /** Tells whether asking again may help. */
  boolean passing() {
    return passing;
  }

  /** Returns how long the registry wants to be left alone, null where it does not say. */
  @Nullable Duration retryAfter() {
    return wait;
  }

  /** Returns what kind of failure it is. */
  public Kind kind() {
    return kind;
  }

  /** The kinds of failure that callers treat differently. */
  public enum Kind {
    /** The registry has no such thing. */
    NOT_FOUND,
    /** Credentials are missing or wrong. */
    UNAUTHORIZED,
    /** The configuration forbids it. */
    BLOCKED,
    /** Anything else. */
    FAILED
  }
}
