package dev.kapok.libpod.config;

import dev.kapok.libpod.EngineConfig;
import java.util.List;

/**
 * The configuration, and what of the files has no effect.
 *
 * @param notes a sentence for each key that is set and does nothing, for {@code info}
 */
public record LoadedConfig(EngineConfig config, List<String> notes) {
  /** Copies the notes. */
  public LoadedConfig {
    notes = List.copyOf(notes);
  }
}
