package dev.kapok.cli.system;

/** What this engine is. The build's test compares the version with pom.xml. */
public final class BuildInfo {
  /** The engine's version. */
  public static final String VERSION = "0.1.0";

  /** The version of podman whose REST interface and commands it follows. */
  public static final String API_VERSION = "4.3.1";

  /** Seconds since the epoch; the same for every build of one version (reproducible builds). */
  public static final long BUILT = 1767225600L;

  /** {@link #BUILT} as users read it. */
  public static final String BUILT_TIME = "Thu Jan  1 00:00:00 2026";

  private BuildInfo() {}

  /** Returns operating system and architecture in Go's words: {@code linux/amd64}. */
  public static String osArch() {
    return "linux/" + arch();
  }

  /** Returns the architecture in Go's words. */
  public static String arch() {
    String name = System.getProperty("os.arch", "amd64");
    return switch (name) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> name;
    };
  }

  /** Returns the version of Java it runs on. */
  public static String javaVersion() {
    return System.getProperty("java.version", "");
  }
}
