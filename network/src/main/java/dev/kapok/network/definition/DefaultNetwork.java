package dev.kapok.network.definition;

import dev.kapok.network.HostLinks;
import dev.kapok.network.NetworkException;
import dev.kapok.network.NetworkException.Kind;
import dev.kapok.network.address.Subnet;
import dev.kapok.network.link.NameHash;
import java.util.List;
import java.util.Map;

/**
 * The network that is there without being created.
 *
 * <p>Engines with folders of their own each have one, on the same host: their bridges have other
 * names, and their subnets are looked for elsewhere, also as long as none of them is up.
 */
final class DefaultNetwork {
  static final String NAME = "kapok";

  /** The SHA-256 of its name, as of all networks whose file says nothing of an id. */
  static final String ID = "80e0c598d6558e75ffc415dc85c68717e2c5d72dc24f6e85256f8f9e41eb14d1";

  private static final String BRIDGE = "kapok";

  /** Where engines lie that nobody has moved; a user's are in a network namespace of the user's. */
  private static final String USUAL = "/var/lib/kapok/networks";

  private static final String USUAL_OF_USERS = "/.local/share/kapok/networks";

  private final String folder;
  private final List<DefinedNetwork> defined;

  /**
   * Means an engine's.
   *
   * @param folder of the engine's definitions
   * @param defined all networks there are
   */
  DefaultNetwork(String folder, List<DefinedNetwork> defined) {
    this.folder = folder;
    this.defined = defined;
  }

  /**
   * Returns what it is to be.
   *
   * @param used the subnets to be left alone
   * @param now in nanoseconds since the epoch
   * @throws NetworkException FAILED where no subnet is free
   */
  NetworkSpec spec(List<UsedSubnet> used, long now) {
    Subnet subnet = isUsual() ? SubnetPool.ofDefault(used) : SubnetPool.ofDefault(used, hash());
    if (subnet == null) {
      throw new NetworkException(
          Kind.FAILED, "no free subnet of 10.0.0.0/8 is left for the default network");
    }
    SubnetSpec spec = new SubnetSpec(subnet, SubnetChecks.gateway(subnet, null), null, null);
    return made(List.of(spec), now);
  }

  /** Returns the same without a subnet: choosing that takes a look at all routes of the host. */
  NetworkSpec withoutSubnet(long now) {
    return made(List.of(), now);
  }

  private NetworkSpec made(List<SubnetSpec> subnets, long now) {
    return new NetworkSpec(
        NAME,
        ID,
        DriverOptions.BRIDGE,
        device(),
        now,
        new Addressing(Addressing.HOST_LOCAL, subnets, List.of(), false),
        false,
        false,
        List.of(),
        Map.of(),
        Map.of());
  }

  private boolean isUsual() {
    return folder.equals(USUAL) || folder.endsWith(USUAL_OF_USERS);
  }

  private int hash() {
    long hash = NameHash.of(folder);
    return (int) (hash ^ hash >>> 32);
  }

  private String device() {
    String first = isUsual() ? "0" : "-" + Integer.toHexString(hash());
    for (int i = 0; ; i++) {
      String candidate = BRIDGE + (i == 0 ? first : Integer.toString(i));
      if (!isTaken(candidate)) {
        return candidate;
      }
    }
  }

  private boolean isTaken(String candidate) {
    for (int i = 0; i < defined.size(); i++) {
      if (defined.get(i).spec().networkInterface().equals(candidate)) {
        return true;
      }
    }
    return HostLinks.exists(candidate);
  }
}
