package dev.kapok.libpod.runtime;

import dev.kapok.libpod.EngineConfig;
import dev.kapok.libpod.EnginePaths;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.disk.Boot;
import dev.kapok.libpod.disk.Disk;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the low-level runtime: the one that was asked for, else the first of {@link #PREFERRED}
 * that works here.
 *
 * <p>Whether one works is found out by letting it create a container; the answer is kept for the
 * time of a boot, as long as the programs stay the same.
 */
public final class RuntimeChooser {
  private static final String[] PREFERRED = {"crun", "runc", "runsc"};

  /** Where those are looked for before PATH. */
  private static final String FOLDERS =
      "/usr/bin:/usr/sbin:/usr/local/bin:/usr/local/sbin:/sbin:/bin";

  private final Kernel kernel;
  private final EngineConfig config;
  private final EnginePaths paths;
  private final Disk disk;
  private final Boot boot;

  /** Chooses for this engine. */
  public RuntimeChooser(Kernel kernel, EngineConfig config, EnginePaths paths, Disk disk) {
    this.kernel = kernel;
    this.config = config;
    this.paths = paths;
    this.disk = disk;
    this.boot = new Boot(disk);
  }

  /**
   * Returns the absolute path of the runtime that new containers get.
   *
   * @throws KapokException where none is installed, or the one asked for is not
   */
  public String choose() {
    String wanted = config.programs().runtime();
    if (wanted != null) {
      String found = locate(wanted);
      if (found == null) {
        throw new KapokException(
            KapokException.Kind.INVALID,
            "the OCI runtime \""
                + wanted
                + "\" was not found: install its package, or name another one with --runtime");
      }
      return found;
    }
    List<String> installed = new ArrayList<>();
    for (String name : PREFERRED) {
      String found = locate(name);
      if (found != null) {
        installed.add(found);
      }
    }
    if (installed.isEmpty()) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          "no OCI runtime was found: install the package crun or runc, or name one with"
              + " --runtime");
    }
    return installed.size() == 1 ? installed.get(0) : firstThatWorks(installed);
  }

  /** Returns the runtime at a path, as it was chosen when a container was created. */
  public OciRuntime at(String path) {
    return new CliOciRuntime(
        kernel,
        path,
        paths.runtimeState(),
        config.cgroupManager().equals("systemd"),
        config.programs().runtimeFlags(),
        config.programs().env());
  }

  /** Returns the path of a runtime that was named, null where it is not installed. */
  public @Nullable String locate(String nameOrPath) {
    if (nameOrPath.indexOf('/') >= 0) {
      return kernel.processes().find(nameOrPath, "");
    }
    List<String> known = config.programs().runtimes().get(nameOrPath);
    if (known == null) {
      boolean preferred = Arrays.asList(PREFERRED).contains(nameOrPath);
      String path = config.programs().path();
      return kernel.processes().find(nameOrPath, preferred ? FOLDERS + ":" + path : path);
    }
    for (int i = 0; i < known.size(); i++) {
      String found = kernel.processes().find(known.get(i), "");
      if (found != null) {
        return found;
      }
    }
    return kernel.processes().find(nameOrPath, config.programs().path());
  }

  private String firstThatWorks(List<String> installed) {
    String key = key(installed);
    String remembered = disk.read(paths.runtimeChoice());
    if (remembered != null && remembered.startsWith(key)) {
      String choice = remembered.substring(key.length());
      if (installed.contains(choice)) {
        return choice;
      }
    }
    RuntimeProbe probe = new RuntimeProbe(kernel, disk, paths);
    StringBuilder reasons = new StringBuilder();
    for (int i = 0; i < installed.size(); i++) {
      String reason = probe.whyNot(at(installed.get(i)));
      if (reason == null) {
        disk.makeFolders(config.directories().tmpDir(), 0700);
        disk.replace(paths.runtimeChoice(), key + installed.get(i), 0600);
        return installed.get(i);
      }
      reasons.append("; ").append(installed.get(i)).append(": ").append(reason);
    }
    throw new KapokException(
        KapokException.Kind.FAILED, "no OCI runtime works on this host" + reasons);
  }

  /** Returns what the answer depends on: this boot, and the programs. */
  private String key(List<String> installed) {
    StringBuilder key = new StringBuilder(boot.id()).append('\n');
    for (int i = 0; i < installed.size(); i++) {
      FileStat stat = disk.stat(installed.get(i));
      key.append(installed.get(i)).append(' ');
      if (stat != null) {
        key.append(stat.inode()).append(' ').append(stat.modifiedSeconds());
      }
      key.append('\n');
    }
    return key.toString();
  }
}
