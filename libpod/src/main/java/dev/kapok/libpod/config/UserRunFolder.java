package dev.kapok.libpod.config;

/**
 * Where the launcher notes which process keeps a rootless user's namespaces; options do not move
 * it.
 */
public final class UserRunFolder {
  private UserRunFolder() {}

  /** Returns its path. */
  public static String of(Surroundings surroundings) {
    return new DefaultPaths(surroundings).runRoot();
  }
}
