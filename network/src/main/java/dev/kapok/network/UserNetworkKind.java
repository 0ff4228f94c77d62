package dev.kapok.network;

/** The programs that connect a network namespace without privileges. */
public enum UserNetworkKind {
  /** pasta(1), of the package passt. */
  PASTA("pasta", "passt"),
  /** slirp4netns(1). */
  SLIRP4NETNS("slirp4netns", "slirp4netns");

  private final String program;
  private final String packageName;

  UserNetworkKind(String program, String packageName) {
    this.program = program;
    this.packageName = packageName;
  }

  /** Returns the program's name, which is also the word after {@code --network}. */
  public String program() {
    return program;
  }

  /** Returns the name of the distribution's package that brings the program. */
  public String packageName() {
    return packageName;
  }
}
