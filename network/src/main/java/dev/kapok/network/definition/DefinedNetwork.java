package dev.kapok.network.definition;

import dev.kapok.network.cni.NetworkList;

/**
 * A network and the file that defines it.
 *
 * @param path the file; "" for the default network as long as nobody used it
 * @param foreign whether the file lies in a folder that is only read
 * @param list what the file says
 */
public record DefinedNetwork(NetworkSpec spec, String path, boolean foreign, NetworkList list) {
  /** Returns the network's name. */
  public String name() {
    return spec.name();
  }

  /** Makes a definition that lies, or will lie, in the engine's own folder. */
  static DefinedNetwork own(NetworkSpec spec, String path) {
    return new DefinedNetwork(
        spec, path, false, NetworkList.parse(ConflistWriter.write(spec), path));
  }
}
