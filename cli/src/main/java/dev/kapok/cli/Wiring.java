package dev.kapok.cli;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.command.Console;
import dev.kapok.cli.command.Services;
import dev.kapok.libpod.ContainerIo;
import dev.kapok.libpod.ContainerLifecycle;
import dev.kapok.libpod.ContainerQueries;
import dev.kapok.libpod.ContainerUpkeep;
import dev.kapok.libpod.Engine;
import dev.kapok.libpod.EngineConfig;
import dev.kapok.libpod.Images;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.config.ConfigLoader;
import dev.kapok.libpod.config.LoadedConfig;
import dev.kapok.libpod.config.Surroundings;
import dev.kapok.sys.Host;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Terminals;
import dev.kapok.sys.TracedKernel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the engine's parts of plain constructors, each at its first use. */
final class Wiring implements Services, AutoCloseable {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Console console;
  private final Arguments globals;
  private Kernel kernel;
  private @Nullable LoadedConfig loaded;
  private @Nullable Engine engine;

  Wiring(Kernel kernel, Console console, Arguments globals) {
    this.kernel = kernel;
    this.console = console;
    this.globals = globals;
  }

  @Override
  public Engine engine() {
    Engine made = engine;
    if (made == null) {
      made = new Engine(kernel, config());
      engine = made;
    }
    return made;
  }

  @Override
  public ContainerLifecycle lifecycle() {
    return engine().lifecycle();
  }

  @Override
  public ContainerUpkeep upkeep() {
    return engine().upkeep();
  }

  @Override
  public ContainerIo io() {
    return engine().io();
  }

  @Override
  public ContainerQueries queries() {
    return engine().queries();
  }

  @Override
  public Images images() {
    return engine().images();
  }

  @Override
  public EngineConfig config() {
    return loaded().config();
  }

  @Override
  public List<String> notes() {
    return loaded().notes();
  }

  @Override
  public Surroundings surroundings() {
    String launcher = Host.launcher();
    return new Surroundings(
        Host.environ(),
        Host.realUid(),
        Host.realHome(),
        Host.rootless(),
        launcher == null ? "" : launcher);
  }

  private LoadedConfig loaded() {
    LoadedConfig known = loaded;
    if (known == null) {
      known = new ConfigLoader(kernel, surroundings()).load(GlobalOptions.forEngine(globals));
      loaded = known;
    }
    return known;
  }

  @Override
  public void beginLog(String command) {
    String level = globals.text("log-level", "warn");
    EngineLog log = new EngineLog(console, level);
    log.info("kapok filtering at log level " + level);
    if (!log.isDebug()) {
      return;
    }
    kernel = new TracedKernel(kernel, log);
    log.debug("called " + command);
    ConfigLoader loader = new ConfigLoader(kernel, surroundings());
    for (String file : loader.files()) {
      log.debug("reading configuration file " + file);
    }
    try {
      describe(config(), log);
    } catch (KapokException e) {
      log.debug(String.valueOf(e.getMessage()));
    }
  }

  private void describe(EngineConfig config, EngineLog log) {
    log.debug("using graph driver " + config.storage().driver());
    log.debug("using graph root " + config.root());
    log.debug("using run root " + config.runRoot());
    log.debug("using tmp dir " + config.directories().tmpDir());
    log.debug("using volume path " + config.directories().volumePath());
    log.debug("using network configuration folder " + config.directories().networks().own());
    log.debug("using cgroup manager " + config.cgroupManager());
    for (String note : notes()) {
      log.debug(note);
    }
    log.debug("using conmon " + engine().conmon());
    log.debug("using OCI runtime " + engine().runtime());
  }

  @Override
  public Kernel kernel() {
    return kernel;
  }

  @Override
  public Terminals terminals() {
    return kernel.terminals();
  }

  @Override
  public List<String> environment() {
    return Host.environ();
  }

  @Override
  public long now() {
    return System.currentTimeMillis() * NANOS_PER_MILLI;
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
    }
  }
}
