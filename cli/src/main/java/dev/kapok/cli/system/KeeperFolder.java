package dev.kapok.cli.system;

import dev.kapok.cli.command.Services;
import dev.kapok.libpod.config.Surroundings;
import dev.kapok.libpod.config.UserRunFolder;
import org.jspecify.annotations.Nullable;

/** Where it is noted which process keeps the user's namespaces. */
final class KeeperFolder {
  private KeeperFolder() {}

  /** Returns its path, null for root, who has none. */
  static @Nullable String of(Services services) {
    Surroundings surroundings = services.surroundings();
    return surroundings.rootless() ? UserRunFolder.of(surroundings) : null;
  }
}
