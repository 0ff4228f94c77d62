package dev.kapok.libpod;

/**
 * A failure that a user can understand: what was tried, on what, why it failed, what to do next.
 *
 * <p>The kind decides the exit code of a command and the status of a REST answer, each in one
 * table.
 */
public final class KapokException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Describes a failure. */
  public KapokException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Describes a failure and what lies behind it; the message already says why. */
  public KapokException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Returns what kind of failure it is. */
  public Kind kind() {
    return kind;
  }

  /** The kinds of failure that callers treat differently. */
  public enum Kind {
    /** There is no such container, image, volume … */
    NOT_FOUND,
    /** There is one already. */
    EXISTS,
    /** Something else needs it. */
    IN_USE,
    /** Its state does not allow it. */
    WRONG_STATE,
    /** The request makes no sense. */
    INVALID,
    /** It is a part of podman's interface that does not exist here yet. */
    NOT_SUPPORTED,
    /** The container's command was found and cannot be executed: exit code 126. */
    COMMAND_NOT_EXECUTABLE,
    /** The container's command was not found: exit code 127. */
    COMMAND_NOT_FOUND,
    /** The container's process could not be started: {@code run} says 126, other commands 125. */
    START_FAILED,
    /** Anything else: a program failed, the disk is full, a registry does not answer. */
    FAILED
  }
}
