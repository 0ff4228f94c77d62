package dev.kapok.libpod.system;

import dev.kapok.libpod.EngineConfig;
import dev.kapok.libpod.disk.Disk;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The folders that belong to an engine. They are deleted by the names of what the engine puts
 * there: a folder that a user gave may hold other things, and those stay.
 */
final class EngineFolders {
  private static final List<String> IN_ROOT =
      List.of(
          "kapok.db",
          "kapok.db-wal",
          "kapok.db-shm",
          "kapok.db.lock",
          "kapok.db.reserve",
          "containers",
          "imports",
          "networks",
          "tmp",
          "volumes");

  private static final List<String> IN_RUN_ROOT =
      List.of(
          "cni",
          "config.json",
          "containers",
          "exits",
          "image-stores",
          "locks",
          "netns",
          "networks",
          "overlay-probe",
          "pasta.options",
          "runtime",
          "runtime-choice",
          "slirp4netns.options",
          "tmp");

  private static final List<String> IN_TMP_DIR = List.of("exits", "runtime-choice");

  /** What the launcher keeps in a run folder that is also the user's own. */
  private static final List<String> OF_THE_LAUNCHER =
      List.of("pause.lock", "pause.pid", "pause.pid.new");

  private final EngineParts parts;
  private final Disk disk;
  private final List<String> left = new ArrayList<>();

  EngineFolders(EngineParts parts) {
    this.parts = parts;
    this.disk = parts.disk();
  }

  /**
   * Deletes them.
   *
   * @param volumes the names of the engine's volumes, whose folder may hold others, too
   * @return sentences about those that could not be deleted whole
   */
  List<String> delete(List<String> volumes) {
    EngineConfig.Directories directories = parts.config().directories();
    deleteIn(directories.tmpDir(), IN_TMP_DIR);
    deleteIn(directories.runRoot(), IN_RUN_ROOT);
    if (!disk.exists(directories.runRoot() + "/pause.pid")) {
      deleteIn(directories.runRoot(), OF_THE_LAUNCHER);
    }
    deleteIn(directories.volumePath(), volumes);
    deleteIn(directories.root(), IN_ROOT);
    remove(directories.volumePath());
    remove(directories.tmpDir());
    remove(directories.runRoot());
    remove(directories.root());
    return left;
  }

  private void deleteIn(String folder, List<String> names) {
    for (String name : names) {
      disk.deleteTree(folder + "/" + name);
    }
  }

  /** Removes a folder that is empty now. */
  private void remove(String folder) {
    List<String> names = disk.list(folder);
    if (!names.isEmpty()) {
      left.add("folder " + folder + " stays, for there is more in it: " + String.join(", ", names));
    } else if (disk.exists(folder)) {
      try {
        parts.kernel().tree().unlink(FileTree.CWD, folder.getBytes(StandardCharsets.UTF_8), true);
      } catch (SyscallException e) {
        left.add("folder " + folder + " stays: " + e.getMessage());
      }
    }
  }
}
