package dev.kapok.libpod.config;

import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.sys.Kernel;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the configuration files and leaves their compiled form: what the hidden command {@code
 * system compile-config} does. It needs a JVM with the ordinary class path, for the TOML reader.
 */
public final class CompileConfig {
  private static final List<String> LOG_DRIVERS = List.of("", "none", "k8s-file", "json-file");

  private final Kernel kernel;
  private final Surroundings surroundings;

  /** Takes what decides which files are read. */
  public CompileConfig(Kernel kernel, Surroundings surroundings) {
    this.kernel = kernel;
    this.surroundings = surroundings;
  }

  /**
   * Writes the compiled form to where {@link ConfigLoader} looks for it.
   *
   * @throws dev.kapok.libpod.KapokException naming file and line of an error in a file
   */
  public void run() {
    ConfigFiles files = ConfigFiles.of(surroundings);
    String stamp = files.stamp(kernel.tree());
    String path = new DefaultPaths(surroundings).compiled();
    new CompiledConfig(kernel, path).write(stamp, compile(files));
  }

  /** Reads the files that exist. */
  static Settings compile(ConfigFiles files) {
    Map<String, Object> values = new LinkedHashMap<>();
    List<String> notes = new ArrayList<>();
    for (String file : files.containers()) {
      if (new File(file).exists()) {
        new TomlFile(file, values, notes).read();
      }
    }
    String storage = files.storageFile();
    if (storage != null) {
      new TomlFile(storage, values, notes).read();
    }
    noteLogDriver(values, notes);
    Settings settings = new Settings(values, List.copyOf(notes));
    ContainerDefaults _ = new ContainerDefaultsReader(settings).get(); // refuses what is no value
    return settings;
  }

  private static void noteLogDriver(Map<String, Object> values, List<String> notes) {
    if (values.get("containers.log_driver") instanceof String driver
        && !LOG_DRIVERS.contains(driver)) {
      notes.add(
          "containers.log_driver has no effect: \""
              + driver
              + "\" is not supported yet, logs go to k8s-file");
    }
  }
}
