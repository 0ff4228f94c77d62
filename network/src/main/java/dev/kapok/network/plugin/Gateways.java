package dev.kapok.network.plugin;

import dev.kapok.network.address.InterfaceAddress;
import dev.kapok.network.address.IpAddress;
import dev.kapok.network.cni.CniResult;
import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes where a container's traffic goes: the bridge's addresses, and the routes to there. */
final class Gateways {
  private Gateways() {}

  /** Returns the result with a gateway for each address, where the bridge shall be one. */
  static CniResult complete(BridgeConf conf, CniResult given) {
    if (!conf.gateway()) {
      return given;
    }
    List<CniResult.Ip> ips = new ArrayList<>();
    for (int i = 0; i < given.ips().size(); i++) {
      CniResult.Ip ip = given.ips().get(i);
      ips.add(new CniResult.Ip(ip.address(), gateway(ip).toString(), ip.index()));
    }
    return new CniResult(given.interfaces(), ips, given.routes(), given.dns(), given.raw());
  }

  private static IpAddress gateway(CniResult.Ip ip) {
    String gateway = ip.gateway();
    if (gateway != null && !gateway.isEmpty()) {
      return IpAddress.of(gateway);
    }
    return InterfaceAddress.of(ip.address()).subnet().network().plus(1);
  }

  /** Returns the addresses that the bridge gets. */
  static List<InterfaceAddress> of(BridgeConf conf, CniResult given) {
    List<InterfaceAddress> gateways = new ArrayList<>();
    for (int i = 0; conf.gateway() && i < given.ips().size(); i++) {
      CniResult.Ip ip = given.ips().get(i);
      InterfaceAddress gateway =
          new InterfaceAddress(gateway(ip), InterfaceAddress.of(ip.address()).subnet().prefix());
      if (!gateways.contains(gateway)) {
        gateways.add(gateway);
      }
    }
    return gateways;
  }

  /** Returns the routes as results have them: those of IPAM, and the default ones. */
  @SuppressWarnings("unchecked") // the reader makes maps with String keys only
  static List<Map<String, Object>> written(BridgeConf conf, CniResult given) {
    List<Map<String, Object>> routes = new ArrayList<>();
    List<Object> raw = Json.array(given.raw(), "routes");
    for (int i = 0; i < raw.size(); i++) {
      routes.add((Map<String, Object>) raw.get(i));
    }
    for (int i = 0; conf.defaultGateway() && i < given.ips().size(); i++) {
      CniResult.Ip ip = given.ips().get(i);
      String everywhere = ip.isIpv6() ? "::/0" : "0.0.0.0/0";
      if (!has(routes, everywhere)) {
        Map<String, Object> route = new LinkedHashMap<>();
        route.put("dst", everywhere);
        route.put("gw", String.valueOf(ip.gateway()));
        routes.add(route);
      }
    }
    return routes;
  }

  private static boolean has(List<Map<String, Object>> routes, String dst) {
    for (int i = 0; i < routes.size(); i++) {
      if (dst.equals(routes.get(i).get("dst"))) {
        return true;
      }
    }
    return false;
  }

  /** Returns the routes, each with the gateway that it goes by; none where the link is meant. */
  static List<Map<String, Object>> routes(BridgeConf conf, CniResult given) {
    List<Map<String, Object>> routes = new ArrayList<>();
    List<Map<String, Object>> written = written(conf, given);
    for (int i = 0; i < written.size(); i++) {
      Map<String, Object> route = new LinkedHashMap<>(written.get(i));
      Object gateway = route.get("gw");
      InterfaceAddress to = InterfaceAddress.of(String.valueOf(route.get("dst")));
      if (gateway == null || "".equals(gateway)) {
        route.put("gw", gatewayFor(to, given));
      } else {
        // Only an address may become a word of a command.
        route.put("gw", IpAddress.of(String.valueOf(gateway)).toString());
      }
      routes.add(route);
    }
    return routes;
  }

  private static @Nullable String gatewayFor(InterfaceAddress to, CniResult given) {
    for (int i = 0; i < given.ips().size(); i++) {
      CniResult.Ip ip = given.ips().get(i);
      if (ip.isIpv6() == to.isIpv6() && ip.gateway() != null) {
        return IpAddress.of(String.valueOf(ip.gateway())).toString();
      }
    }
    return null;
  }
}
