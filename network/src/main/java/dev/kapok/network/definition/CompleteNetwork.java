package dev.kapok.network.definition;

import dev.kapok.network.HostLinks;
import dev.kapok.network.NetworkException;
import dev.kapok.network.NetworkException.Kind;
import dev.kapok.sys.file.RandomId;
import java.util.List;
import java.util.Map;

/** Makes of what a user wants a whole definition that fits beside all others. */
final class CompleteNetwork {
  private static final String MADE_UP = "kapok";

  private final NetworkDraft draft;
  private final List<DefinedNetwork> defined;

  /**
   * Prepares the definition.
   *
   * @param defined all networks there are
   */
  CompleteNetwork(NetworkDraft draft, List<DefinedNetwork> defined) {
    this.draft = draft;
    this.defined = defined;
  }

  /**
   * Returns the definition.
   *
   * @param used the subnets to be left alone
   * @param now in nanoseconds since the epoch
   * @throws NetworkException INVALID or EXISTS, saying what is wrong
   */
  NetworkSpec complete(List<UsedSubnet> used, RandomId random, long now) {
    Map<String, String> options = DriverOptions.check(draft.driver(), draft.options());
    boolean bridge = draft.driver().equals(DriverOptions.BRIDGE);
    String free = bridge || draft.name() == null ? free() : "";
    String name = draft.name() == null ? free : draft.name();
    checkName(name);
    String parent = options.remove("parent");
    String device = bridge ? device(free) : parent == null ? "" : parent;
    Addressing addressing = new CompleteAddressing(draft, used, random).complete();
    DriverOptions.requireSense(options, draft.internal(), addressing.driver());
    boolean dns = bridge && addressing.driver().equals(Addressing.HOST_LOCAL) && draft.dnsEnabled();
    return new NetworkSpec(
        name,
        random.hex(64),
        draft.driver(),
        device,
        now,
        addressing,
        draft.internal(),
        dns,
        dnsServers(dns),
        draft.labels(),
        options);
  }

  private void checkName(String name) {
    NetworkNames.require(name);
    for (int i = 0; i < defined.size(); i++) {
      if (defined.get(i).name().equals(name)) {
        throw new NetworkException(
            Kind.EXISTS, "network name " + name + " already used: network already exists");
      }
    }
  }

  private String device(String free) {
    String device = draft.networkInterface();
    if (device == null) {
      return free;
    }
    NetworkNames.requireInterface(device);
    if (isDevice(device)) {
      throw new NetworkException(Kind.INVALID, "bridge name " + device + " already in use");
    }
    return device;
  }

  /** Returns a text that is no network's name and no interface's, neither here nor in a file. */
  private String free() {
    for (int i = 1; ; i++) {
      String candidate = MADE_UP + i;
      if (!isDevice(candidate) && !isName(candidate)) {
        return candidate;
      }
    }
  }

  private boolean isName(String candidate) {
    for (int i = 0; i < defined.size(); i++) {
      if (defined.get(i).name().equals(candidate)) {
        return true;
      }
    }
    return false;
  }

  private boolean isDevice(String candidate) {
    for (int i = 0; i < defined.size(); i++) {
      if (defined.get(i).spec().networkInterface().equals(candidate)) {
        return true;
      }
    }
    return HostLinks.exists(candidate);
  }

  private List<String> dnsServers(boolean dns) {
    List<String> servers = SubnetChecks.addresses("DNS server", draft.dnsServers());
    if (!dns && !servers.isEmpty()) {
      throw new NetworkException(
          Kind.INVALID, "DNS servers are given for a network on which no names are known");
    }
    return servers;
  }
}
