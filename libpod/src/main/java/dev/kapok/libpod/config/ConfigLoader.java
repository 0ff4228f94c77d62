package dev.kapok.libpod.config;

import dev.kapok.libpod.KapokException;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.process.ProcessResult;
import dev.kapok.sys.process.ProcessSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the engine's configuration: command line over environment over files over defaults.
 *
 * <p>Where no configuration file exists, nothing is read. Else their compiled form is; where that
 * is missing or older than a file, a second process of this engine makes it ({@link
 * CompileConfig}).
 */
public final class ConfigLoader {
  private static final List<String> COMPILE = List.of("system", "compile-config");
  private static final long COMPILE_MILLIS = 30_000;

  /** Commands of one user that name different files have but one place for the compiled form. */
  private static final int ATTEMPTS = 10;

  private final Kernel kernel;
  private final Surroundings surroundings;

  /** Takes what decides which files count. */
  public ConfigLoader(Kernel kernel, Surroundings surroundings) {
    this.kernel = kernel;
    this.surroundings = surroundings;
  }

  /**
   * Returns the configuration.
   *
   * @throws KapokException INVALID for an option or a file that makes no sense
   */
  public LoadedConfig load(GlobalOptions options) {
    Settings settings = settings();
    ContainerDefaultsReader defaults = new ContainerDefaultsReader(settings);
    EngineConfigReader engine = new EngineConfigReader(surroundings, options, settings, defaults);
    return new LoadedConfig(engine.read(), settings.notes());
  }

  /** Returns the paths of the files that count, weakest first. */
  public List<String> files() {
    return ConfigFiles.of(surroundings).existing();
  }

  private Settings settings() {
    ConfigFiles files = ConfigFiles.of(surroundings);
    String stamp = files.stamp(kernel.tree());
    if (stamp.isEmpty()) {
      return Settings.EMPTY;
    }
    CompiledConfig compiled = new CompiledConfig(kernel, new DefaultPaths(surroundings).compiled());
    Settings settings = compiled.read(stamp);
    if (settings != null) {
      return settings;
    }
    if (surroundings.launcher().isEmpty()) {
      return CompileConfig.compile(files);
    }
    for (int attempt = 0; settings == null && attempt < ATTEMPTS; attempt++) {
      compileInAnotherProcess();
      settings = compiled.read(stamp);
    }
    if (settings == null) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          "read the configuration: its compiled form "
              + new DefaultPaths(surroundings).compiled()
              + " cannot be read, or a file changes all the time; try again");
    }
    return settings;
  }

  private void compileInAnotherProcess() {
    List<String> argv = new ArrayList<>();
    argv.add(surroundings.launcher());
    argv.addAll(COMPILE);
    ProcessSpec spec =
        new ProcessSpec(argv, surroundings.environ(), null, List.of(-1, -1, -1), false);
    ProcessResult result = kernel.processes().run(spec, null, COMPILE_MILLIS);
    if (!result.ok()) {
      String said = result.stderr().trim();
      throw new KapokException(
          KapokException.Kind.INVALID,
          said.startsWith("Error: ") ? said.substring("Error: ".length()) : said);
    }
  }
}
