package dev.kapok.network.cni;

import org.jspecify.annotations.Nullable;

/** Where plugins that are classes of this engine come from. */
public interface PluginSource {
  /** Returns the plugin of a type, null where this source has none. */
  @Nullable CniPlugin find(String type);
}
