package dev.kapok.cli.command;

import dev.kapok.libpod.ContainerIo;
import dev.kapok.libpod.ContainerLifecycle;
import dev.kapok.libpod.ContainerQueries;
import dev.kapok.libpod.ContainerUpkeep;
import dev.kapok.libpod.Engine;
import dev.kapok.libpod.EngineConfig;
import dev.kapok.libpod.Images;
import dev.kapok.libpod.config.Surroundings;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Terminals;
import java.util.List;

/**
 * What of the engine commands use. Each part is made at its first use, so that {@code version}
 * opens no database.
 */
public interface Services {
  /** Returns what moves containers through their life. */
  ContainerLifecycle lifecycle();

  /** Returns what puts in order what containers leave behind. */
  ContainerUpkeep upkeep();

  /** Returns what joins this process to containers. */
  ContainerIo io();

  /** Returns what tells about containers. */
  ContainerQueries queries();

  /** Returns what knows images. */
  Images images();

  /** Returns what was configured. */
  EngineConfig config();

  /** Returns a sentence for each key of a configuration file that has no effect. */
  List<String> notes();

  /** Returns the engine itself, for commands that bring images or tell about the engine. */
  Engine engine();

  /** Returns what decides which configuration files count. */
  Surroundings surroundings();

  /** Returns the way to the operating system. */
  Kernel kernel();

  /** Returns the terminals of this process. */
  Terminals terminals();

  /** Returns the caller's environment, as {@code NAME=value}. */
  List<String> environment();

  /**
   * Tells, as far as {@code --log-level} wants to know it, what the engine works with, and from now
   * on what it does. Called where that option was given.
   *
   * @param command the names that led to the command
   */
  void beginLog(String command);

  /** Returns the time, in nanoseconds since the epoch. */
  long now();
}
