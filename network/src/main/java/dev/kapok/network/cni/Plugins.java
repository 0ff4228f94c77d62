package dev.kapok.network.cni;

import dev.kapok.sys.process.ProcessRunner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds plugins by their type: one that is built in where there is one, else a program. */
public final class Plugins {
  private final ProcessRunner processes;
  private final List<String> env;
  private final List<String> path;
  private final @Nullable PluginSource builtIn;
  private final Set<String> external;

  /**
   * Remembers where to look; touches nothing yet.
   *
   * @param env the environment of plugins that are programs, as {@code NAME=value}
   * @param path folders with plugins, searched in order
   * @param builtIn plugins of this engine, null for none
   * @param external types that are always programs, although they are built in
   */
  public Plugins(
      ProcessRunner processes,
      List<String> env,
      List<String> path,
      @Nullable PluginSource builtIn,
      Set<String> external) {
    this.processes = processes;
    this.env = List.copyOf(env);
    this.path = List.copyOf(path);
    this.builtIn = builtIn;
    this.external = Set.copyOf(external);
  }

  /** Returns the folders that are searched. */
  public List<String> path() {
    return path;
  }

  /** Returns the types that are always programs, in their order. */
  List<String> external() {
    List<String> types = new ArrayList<>(external);
    Collections.sort(types);
    return types;
  }

  /** Returns the same, with these types as those that are always programs. */
  Plugins with(List<String> types) {
    return new Plugins(processes, env, path, builtIn, Set.copyOf(types));
  }

  /**
   * Returns the plugin of a type.
   *
   * @throws CniException MISSING where there is none
   */
  public CniPlugin find(String type) {
    if (builtIn != null && !external.contains(type)) {
      CniPlugin found = builtIn.find(type);
      if (found != null) {
        return found;
      }
    }
    String program = processes.find(type, String.join(":", path));
    if (program == null || type.indexOf('/') >= 0) {
      throw new CniException(
          CniException.Kind.MISSING,
          CniException.GENERIC,
          "find a plugin",
          type,
          "there is no such program in " + String.join(", ", path),
          "install containernetworking-plugins, or set cni_plugin_dirs in containers.conf");
    }
    return new ExternalPlugin(processes, env, type, program);
  }
}
