package dev.kapok.image.registry;

import java.io.IOException;

/** A registry that refuses or fails: what was asked of which one, and what it said. */
public final class RegistryException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Describes a failure. */
  public RegistryException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Describes a failure and what lies behind it; the message already says why. */
  public RegistryException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
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
