package dev.kapok.cli.args;

/** A command line that makes no sense; the message says why, in lower case. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean hinted;

  private UsageException(String message, boolean hinted) {
    super(message);
    this.hinted = hinted;
  }

  /** Wrong words or values. */
  public UsageException(String message) {
    this(message, false);
  }

  /** An option that cannot be read; the user is pointed to the command's help. */
  public static UsageException badOption(String message) {
    return new UsageException(message, true);
  }

  /** Tells whether the command's help would tell the user more. */
  public boolean hinted() {
    return hinted;
  }
}
