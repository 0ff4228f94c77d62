package dev.kapok.cli.command;

/** Where commands print. Text is written in UTF-8 and carries its own line ends. */
public interface Console {
  /** Prints what was asked for. */
  void out(String text);

  /** Prints what went wrong. */
  void err(String text);

  /** Shows, where errors go, what means something to the eye only: it stands in no log. */
  void progress(String text);

  /** Passes bytes of a container on, to standard output or standard error. */
  void raw(boolean error, byte[] bytes, int offset, int length);

  /** Writes what was held back. */
  void flush();
}
