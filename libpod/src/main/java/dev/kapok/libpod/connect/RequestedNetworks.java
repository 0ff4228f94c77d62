package dev.kapok.libpod.connect;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.network.NetworkException;
import dev.kapok.network.definition.Networks;
import dev.kapok.network.link.LinkName;
import java.util.ArrayList;
import java.util.List;

/** Checks which networks a container asks for, and completes what it does not say. */
public final class RequestedNetworks {
  /** What users of podman call the default network. */
  private static final String BRIDGE = "bridge";

  private static final NetworkAttachment DEFAULT =
      new NetworkAttachment(Networks.DEFAULT, "", List.of(), null, List.of());

  private final EngineParts parts;

  /** Works with these parts. */
  public RequestedNetworks(EngineParts parts) {
    this.parts = parts;
  }

  /**
   * Returns the networks with their names and those of the interfaces; who asks for none gets the
   * default one.
   *
   * @throws KapokException NOT_FOUND, INVALID
   */
  public List<NetworkAttachment> complete(List<NetworkAttachment> wishes) {
    List<NetworkAttachment> asked = wishes.isEmpty() ? List.of(DEFAULT) : wishes;
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      String name = asked.get(i).interfaceName();
      if (taken.contains(name)) {
        throw new KapokException(
            KapokException.Kind.INVALID, "interface name " + name + " is given twice");
      }
      if (!name.isEmpty() && !LinkName.isValid(name)) {
        throw new KapokException(
            KapokException.Kind.INVALID,
            "interface name \"" + name + "\" is no name: " + LinkName.RULE);
      }
      if (!name.isEmpty()) {
        taken.add(name);
      }
    }
    List<NetworkAttachment> complete = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      NetworkAttachment one = complete(asked.get(i), taken);
      requireOther(one.network(), complete);
      complete.add(one);
    }
    return complete;
  }

  /**
   * Returns one more network of a container that is on others already, with its name and that of
   * the interface.
   *
   * @throws KapokException NOT_FOUND, INVALID
   */
  public NetworkAttachment another(List<NetworkAttachment> joined, NetworkAttachment asked) {
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < joined.size(); i++) {
      taken.add(joined.get(i).interfaceName());
    }
    return complete(asked, taken);
  }

  /**
   * Returns the name of a network that somebody calls by its name or id.
   *
   * @param joined networks of a container, of which the definitions may be gone
   * @throws KapokException NOT_FOUND
   */
  public String name(String nameOrId, List<NetworkAttachment> joined) {
    String name = nameOrId.equals(BRIDGE) ? Networks.DEFAULT : nameOrId;
    for (int i = 0; i < joined.size(); i++) {
      if (joined.get(i).network().equals(name)) {
        return name;
      }
    }
    try {
      return parts.definitions().find(name).name();
    } catch (NetworkException e) {
      throw NetworkFailure.of(e);
    }
  }

  /** By name and by id it is the same network. */
  private static void requireOther(String network, List<NetworkAttachment> before) {
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i).network().equals(network)) {
        throw new KapokException(
            KapokException.Kind.INVALID, "network " + network + " is given twice");
      }
    }
  }

  private NetworkAttachment complete(NetworkAttachment asked, List<String> taken) {
    String name = asked.network().equals(BRIDGE) ? Networks.DEFAULT : asked.network();
    String found = new NetworkLists(parts).get(name).name();
    String interfaceName = asked.interfaceName();
    for (int i = 0; interfaceName.isEmpty(); i++) {
      interfaceName = taken.contains("eth" + i) ? "" : "eth" + i;
    }
    taken.add(interfaceName);
    return new NetworkAttachment(found, interfaceName, asked.ips(), asked.mac(), asked.aliases());
  }
}
