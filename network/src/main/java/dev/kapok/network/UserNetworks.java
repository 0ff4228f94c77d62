package dev.kapok.network;

import dev.kapok.sys.Kernel;
import java.util.List;

/** Chooses, makes and ends the helpers that connect network namespaces. */
@SuppressWarnings({"UnusedVariable", "DoNotCallSuggester"}) // until the helpers are here
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
   * @param cacheDir a folder that need not survive a reboot, for what was learnt about the helpers;
   *     made where it is missing
   */
  public UserNetworks(Kernel kernel, String path, List<String> env, String cacheDir) {
    this.kernel = kernel;
    this.path = path;
    this.env = List.copyOf(env);
    this.cacheDir = cacheDir;
  }

  /**
   * Returns the helper to take where the user names none: pasta where it can give containers a way
   * to the host without opening the host's loopback, else slirp4netns.
   *
   * @throws NetworkException where neither is installed
   */
  public UserNetworkKind defaultKind() {
    return UserNetworkKind.SLIRP4NETNS;
  }

  /**
   * Returns the network of a kind.
   *
   * @throws NetworkException where its program is not installed
   */
  public UserNetwork of(UserNetworkKind kind) {
    throw new NetworkException(
        NetworkException.Kind.NOT_SUPPORTED, kind.program() + " is not supported yet");
  }

  /** Ends the helper whose files are in {@code runDir}, if it still runs; its files go. */
  public void stop(String runDir) {}
}
