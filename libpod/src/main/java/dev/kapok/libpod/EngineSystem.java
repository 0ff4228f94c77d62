package dev.kapok.libpod;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The store as a whole: how much it holds, whether it is sound, and its end. */
public interface EngineSystem {
  /** Measures images, containers and volumes; image layers are not looked at, see the ADR. */
  DiskUsage usage();

  /** Returns what all images take, in bytes: each layer counted once, nothing else measured. */
  long imageBytes();

  /**
   * Removes containers that do not run.
   *
   * @param filters as of {@link ListFilter}: only what they fit
   * @return their ids, with the bytes that they had written
   */
  Map<String, Long> pruneContainers(Map<String, List<String>> filters);

  /** Removes what crashes left behind and no record knows. */
  void sweep();

  /** Looks for damage, and repairs it where that was asked for. */
  CheckReport check(CheckOptions options);

  /**
   * Stops and removes everything, then deletes the store, its state and its run folder. Works on a
   * damaged store, too.
   *
   * @param keeperFolder where the process is noted that keeps a rootless user's namespaces, null
   *     for root; it is ended where that is the engine's run folder, too
   * @return sentences about what could not be removed
   */
  List<String> reset(@Nullable String keeperFolder);

  /**
   * Stops all containers; for a rootless user, ends the process that keeps the user's namespaces,
   * so that the next command makes new ones with the ids that /etc/subuid and /etc/subgid grant
   * then.
   *
   * @param newRuntime the name or path of the low-level runtime that all containers get, null to
   *     leave them theirs
   * @param keeperFolder where that process is noted, null for root
   * @return the ids of the containers that were stopped
   */
  List<String> migrate(@Nullable String newRuntime, @Nullable String keeperFolder);
}
