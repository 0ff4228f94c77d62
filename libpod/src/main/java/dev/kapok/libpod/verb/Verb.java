package dev.kapok.libpod.verb;

/** What can be done to a container whose state matters for it. */
enum Verb {
  LOOK("look at"),
  START("start"),
  STOP("stop"),
  KILL("kill"),
  ATTACH("attach to"),
  EXEC("exec into"),
  TOP("list the processes of"),
  REMOVE("remove"),
  RENAME("rename"),
  CLEANUP("clean up");

  private final String words;

  Verb(String words) {
    this.words = words;
  }

  /** Returns the verb as it stands in an error. */
  String words() {
    return words;
  }
}
