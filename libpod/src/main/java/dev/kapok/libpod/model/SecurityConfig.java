package dev.kapok.libpod.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a container may do.
 *
 * @param capAdd upper-case names with CAP_, or "ALL"
 * @param capDrop likewise
 * @param seccomp null for the default profile, "unconfined", or the path of a profile
 * @param mask paths that are hidden beyond the default ones
 * @param unmask paths that are not hidden, may end in "*"; "ALL" for all
 */
public record SecurityConfig(
    boolean privileged,
    List<String> capAdd,
    List<String> capDrop,
    boolean noNewPrivileges,
    @Nullable String seccomp,
    List<String> mask,
    List<String> unmask) {
  /** Copies the lists. */
  public SecurityConfig {
    capAdd = List.copyOf(capAdd);
    capDrop = List.copyOf(capDrop);
    mask = List.copyOf(mask);
    unmask = List.copyOf(unmask);
  }
}
