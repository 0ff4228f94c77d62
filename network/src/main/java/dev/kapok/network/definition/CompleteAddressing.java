package dev.kapok.network.definition;

import dev.kapok.network.NetworkException;
import dev.kapok.network.NetworkException.Kind;
import dev.kapok.network.address.IpAddress;
import dev.kapok.network.address.Subnet;
import dev.kapok.sys.file.RandomId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides how containers of a new network get addresses, and which. */
final class CompleteAddressing {
  private static final List<String> DRIVERS =
      List.of(Addressing.HOST_LOCAL, Addressing.DHCP, Addressing.NONE);

  /** Of the 2^56 networks there are, two equal ones in a row are a broken source of chance. */
  private static final int ATTEMPTS = 16;

  private final NetworkDraft draft;
  private final List<UsedSubnet> used;
  private final RandomId random;
  private final List<SubnetSpec> subnets = new ArrayList<>();

  /**
   * Prepares the decision.
   *
   * @param used what a bridge's network must leave alone; those that share an interface of the host
   *     usually share its subnet as well
   */
  CompleteAddressing(NetworkDraft draft, List<UsedSubnet> used, RandomId random) {
    this.draft = draft;
    boolean bridge = draft.driver().equals(DriverOptions.BRIDGE);
    this.used = bridge ? new ArrayList<>(used) : new ArrayList<>();
    this.random = random;
  }

  Addressing complete() {
    checkCounts();
    String driver = driver();
    if (!driver.equals(Addressing.HOST_LOCAL)) {
      if (!draft.subnets().isEmpty()) {
        throw invalid(driver + " ipam driver is set but subnets are given");
      }
      RouteChecks.refuse(draft, driver);
      return new Addressing(driver, subnets, List.of(), draft.ipv6());
    }
    for (int i = 0; i < draft.subnets().size(); i++) {
      add(SubnetChecks.subnet(draft.subnets().get(i), used), i);
    }
    if (!has(false) && (subnets.isEmpty() || draft.ipv6())) {
      add(freeIpv4(), subnets.size());
    }
    if (!has(true) && draft.ipv6()) {
      add(freeIpv6(), subnets.size());
    }
    List<RouteSpec> routes = new RouteChecks(draft, subnets).complete();
    return new Addressing(driver, subnets, routes, has(true));
  }

  private void checkCounts() {
    int count = draft.subnets().size();
    if (count == 0 && (!draft.gateways().isEmpty() || !draft.ranges().isEmpty())) {
      throw invalid("cannot set gateway or range without subnet");
    }
    if (draft.gateways().size() > count) {
      throw invalid("cannot set more gateways than subnets");
    }
    if (draft.ranges().size() > count) {
      throw invalid("cannot set more ranges than subnets");
    }
  }

  private String driver() {
    String driver = draft.ipamDriver();
    boolean shared = !draft.driver().equals(DriverOptions.BRIDGE);
    if (driver == null) {
      driver = shared && draft.subnets().isEmpty() ? Addressing.DHCP : Addressing.HOST_LOCAL;
    }
    if (!DRIVERS.contains(driver)) {
      throw invalid(
          "unsupported ipam driver \"" + driver + "\": choose one of host-local, dhcp, none");
    }
    if (driver.equals(Addressing.DHCP) && draft.driver().equals(DriverOptions.IPVLAN)) {
      throw invalid(
          "ipvlan driver needs at least one subnet specified: its interfaces have one hardware"
              + " address together, by which a DHCP server cannot tell them apart");
    }
    if (shared && driver.equals(Addressing.HOST_LOCAL) && draft.subnets().isEmpty()) {
      throw invalid(draft.driver() + " driver needs at least one subnet specified");
    }
    return driver;
  }

  private void add(Subnet subnet, int index) {
    IpAddress gateway = SubnetChecks.gateway(subnet, at(draft.gateways(), index));
    subnets.add(SubnetChecks.ranged(subnet, gateway, at(draft.ranges(), index)));
    used.add(new UsedSubnet(subnet, "this network"));
  }

  private static @Nullable String at(List<String> texts, int index) {
    return index < texts.size() ? texts.get(index) : null;
  }

  private boolean has(boolean ipv6) {
    for (int i = 0; i < subnets.size(); i++) {
      if (subnets.get(i).subnet().isIpv6() == ipv6) {
        return true;
      }
    }
    return false;
  }

  private Subnet freeIpv4() {
    Subnet free = SubnetPool.ipv4(used);
    if (free == null) {
      throw new NetworkException(
          Kind.FAILED,
          "no free subnet of 10.96.0.0/11 and 10.128.0.0/9 is left: remove networks that nobody"
              + " needs, or name one with --subnet");
    }
    return free;
  }

  private Subnet freeIpv6() {
    for (int i = 0; i < ATTEMPTS; i++) {
      Subnet free = SubnetPool.ipv6(random.bytes(8), used);
      if (free != null) {
        return free;
      }
    }
    throw new NetworkException(
        Kind.FAILED, "no free subnet of fd00::/8 was found: name one with --subnet");
  }

  private static NetworkException invalid(String message) {
    return new NetworkException(Kind.INVALID, message);
  }
}
