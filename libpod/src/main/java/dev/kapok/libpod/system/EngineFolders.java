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
          "tmp",
          "volumes");

  private static final List<String> IN_RUN_ROOT =
      List.of(
          "config.json",
          "containers",
          "exits",
          "locks",
          "netns",
          "overlay-probe",
          "pasta.options",
          "runtime",
          "runtime-choice",
          "slirp4netns.options",
          "tmp");

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

  /** Deletes them; returns sentences about those that could not be deleted whole. */
  List<String> delete() {
    EngineConfig.Directories directories = parts.config().directories();
    deleteIn(directories.tmpDir(), IN_RUN_ROOT);
    deleteIn(directories.runRoot(), IN_RUN_ROOT);
    if (!disk.exists(directories.runRoot() + "/pause.pid")) {
      deleteIn(directories.runRoot(), OF_THE_LAUNCHER);
    }
    deleteVolumes(directories.volumePath());
    deleteIn(directories.root(), IN_ROOT);
    remove(directories.volumePath());
    remove(directories.tmpDir());
    remove(directories.runRoot());
    remove(directories.root());
    return left;
  }

  /** The folder of volumes may be any, so only what looks like a volume goes. */
  private void deleteVolumes(String folder) {
    for (String name : disk.list(folder)) {
      String volume = folder + "/" + name;
      if (disk.exists(volume + "/_data") || disk.exists(volume + "/lock")) {
        disk.deleteTree(volume);
      }
    }
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
