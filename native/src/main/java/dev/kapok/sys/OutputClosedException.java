package dev.kapok.sys;

/**
 * Whoever read the output is gone (EPIPE). The command ends silently with {@link #EXIT_CODE}, as
 * one that SIGPIPE killed.
 */
public final class OutputClosedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** 128 plus SIGPIPE, which a shell reports for a program that dies so. */
  public static final int EXIT_CODE = 141;

  /** Says that the output is closed. */
  public OutputClosedException() {
    super("the output was closed by its reader");
  }
}
