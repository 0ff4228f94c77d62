package dev.kapok.libpod.verb;

/** What can be done to a container whose state matters for it. */
enum Verb {
  LOOK("look at", false),
  START("start", true),
  STOP("stop", true),
  KILL("kill", false),
  ATTACH("attach to", false),
  EXEC("exec into", false),
  TOP("list the processes of", false),
  REMOVE("remove", true),
  RENAME("rename", false),
  CONNECT("change the networks of", false),
  CLEANUP("clean up", true);

  private final String words;
  private final boolean recordsTheEnd;

  Verb(String words, boolean recordsTheEnd) {
    this.words = words;
    this.recordsTheEnd = recordsTheEnd;
  }

  /**
   * Tells whether the verb itself records a container that is found to have ended, in the same
   * transaction as its own change.
   */
  boolean recordsTheEnd() {
    return recordsTheEnd;
  }

  /** Returns the verb as it stands in an error. */
  String words() {
    return words;
  }
}
