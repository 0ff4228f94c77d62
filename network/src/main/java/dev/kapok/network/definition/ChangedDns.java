package dev.kapok.network.definition;

import dev.kapok.network.NetworkException;
import dev.kapok.network.NetworkException.Kind;
import dev.kapok.network.cni.NetworkList;
import dev.kapok.sys.file.AtomicFile;
import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network with other DNS servers, whose file keeps all else that users have written into it. */
final class ChangedDns {
  private static final String SERVERS = "dnsServers";

  private final DefinedNetwork network;
  private final List<String> servers;
  private final boolean changed;

  /**
   * Plans it.
   *
   * @param added addresses
   * @param dropped addresses
   * @throws NetworkException INVALID where the network knows no names
   */
  ChangedDns(DefinedNetwork network, List<String> added, List<String> dropped) {
    this.network = network;
    if (!network.spec().dnsEnabled()) {
      throw new NetworkException(
          Kind.INVALID,
          "cannot change the DNS servers of network "
              + network.name()
              + ": containers on it do not find each other by name, so nobody would ask them");
    }
    List<String> before = network.spec().dnsServers();
    this.servers = new ArrayList<>(before);
    servers.removeAll(dropped);
    for (int i = 0; i < added.size(); i++) {
      if (!servers.contains(added.get(i))) {
        servers.add(added.get(i));
      }
    }
    this.changed = !servers.equals(before);
  }

  /** Writes the file where something changed; returns the network as it is now. */
  DefinedNetwork write(AtomicFile files) {
    if (!changed) {
      return network;
    }
    Map<String, Object> raw = new LinkedHashMap<>(network.list().raw());
    Map<String, Object> own = new LinkedHashMap<>(Json.object(raw, ConflistWriter.OWN));
    own.put(SERVERS, servers);
    raw.put(ConflistWriter.OWN, own);
    String text = Json.write(raw, "  ") + "\n";
    NetworkList list = NetworkList.parse(text, network.path());
    files.write(network.path(), text, 0644);
    return new DefinedNetwork(
        ConflistReader.read(list, network.spec().created()), network.path(), false, list);
  }
}
