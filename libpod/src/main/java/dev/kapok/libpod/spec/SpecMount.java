package dev.kapok.libpod.spec;

import java.util.List;

/**
 * One mount that the runtime makes (config.md, "Mounts").
 *
 * @param destination an absolute, clean path
 */
record SpecMount(String destination, String type, String source, List<String> options) {
  /** Copies the options. */
  SpecMount {
    options = List.copyOf(options);
  }
}
