package dev.kapok.network;

import dev.kapok.sys.Kernel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chooses, makes and ends the helpers that connect network namespaces. */
public final class UserNetworks {
  private final Kernel kernel;
  private final String path;
  private final List<String> env;
  private final String cacheDir;

  /**
   * Remembers its surroundings; touches nothing yet.
   *
   * @param path where helpers are looked for, as in PATH
   * @param env the helpers' environment, as {@code NAME=value}
   * @param cacheDir a private folder that need not survive a reboot, for what was learnt about the
   *     helpers; made where it is missing
   */
  public UserNetworks(Kernel kernel, String path, List<String> env, String cacheDir) {
    this.kernel = kernel;
    this.path = path;
    this.env = List.copyOf(env);
    this.cacheDir = cacheDir;
  }

  /**
   * Returns the helper to take where the user names none: pasta where it can give containers a way
   * to the host without opening the host's loopback and finds a route to copy, else slirp4netns.
   *
   * @throws NetworkException where neither is usable
   */
  public UserNetworkKind defaultKind() {
    String pasta = find(UserNetworkKind.PASTA);
    if (pasta != null
        && features(UserNetworkKind.PASTA, pasta).has(PastaNetwork.MAP_GUEST)
        && HostRoutes.read().reachable()) {
      return UserNetworkKind.PASTA;
    }
    if (find(UserNetworkKind.SLIRP4NETNS) != null) {
      return UserNetworkKind.SLIRP4NETNS;
    }
    throw new NetworkException(
        NetworkException.Kind.FAILED,
        pasta == null
            ? "connect the container: neither pasta nor slirp4netns is installed; install the"
                + " package passt or slirp4netns, or use --network=none or host"
            : "connect the container: this pasta cannot keep the host's loopback closed (it has no "
                + PastaNetwork.MAP_GUEST
                + "), or there is no default route; install the package slirp4netns, or ask for"
                + " --network=pasta");
  }

  /**
   * Returns the network of a kind.
   *
   * @throws NetworkException where its program is not installed
   */
  public UserNetwork of(UserNetworkKind kind) {
    String program = find(kind);
    if (program == null) {
      throw new NetworkException(
          NetworkException.Kind.FAILED,
          "connect the container: "
              + kind.program()
              + " is not installed; install the package "
              + kind.packageName());
    }
    HelperProgram helper = new HelperProgram(kernel, program, env, features(kind, program));
    return kind == UserNetworkKind.PASTA
        ? new PastaNetwork(helper)
        : new Slirp4netnsNetwork(helper);
  }

  /** Tells whether the helper whose files are in {@code runDir} runs. */
  boolean runs(String runDir) {
    return new HelperProcess(kernel, runDir).runs();
  }

  /**
   * Ends the helper whose files are in {@code runDir}, if it still runs, and removes the files.
   * Where there are none, nothing happens.
   */
  public void stop(String runDir) {
    new HelperProcess(kernel, runDir).stop();
  }

  /**
   * Ends the helper of a namespace, if it still runs, where the folder with its files is lost.
   *
   * @param netnsPath as it stood in its request
   */
  public void stopLost(String netnsPath) {
    new HelperProcess(kernel, "").endAllWithArgument(netnsPath);
  }

  private @Nullable String find(UserNetworkKind kind) {
    return kernel.processes().find(kind.program(), path);
  }

  private ProgramFeatures features(UserNetworkKind kind, String program) {
    return ProgramFeatures.of(kernel, cacheDir, kind.program(), program, env);
  }
}
