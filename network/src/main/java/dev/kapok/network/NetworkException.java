package dev.kapok.network;

/** A network that cannot be set up: what was tried, why it failed, what to do next. */
public final class NetworkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Describes a failure. */
  public NetworkException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Returns what kind of failure it is. */
  public Kind kind() {
    return kind;
  }

  /** The kinds of failure that callers treat differently. */
  public enum Kind {
    /** The request makes no sense. */
    INVALID,
    /** The request is understood and cannot be carried out by this version. */
    NOT_SUPPORTED,
    /** There is no such network. */
    NOT_FOUND,
    /** There is a network of this name already. */
    EXISTS,
    /** A program is missing or failed, a port is taken. */
    FAILED
  }
}
