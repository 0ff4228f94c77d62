package dev.kapok.libpod.networks;

import dev.kapok.libpod.NetworkRequest;
import dev.kapok.libpod.NetworkSummary;
import dev.kapok.libpod.Networks;
import dev.kapok.libpod.connect.NetworkFailure;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.network.NetworkException;
import dev.kapok.network.definition.DefinedNetwork;
import dev.kapok.network.definition.NetworkDraft;
import dev.kapok.network.definition.NetworkSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The networks of one engine. */
public final class LocalNetworks implements Networks {
  private final EngineParts parts;
  private final dev.kapok.network.definition.Networks definitions;
  private final List<String> leftovers = new ArrayList<>();

  /** Works with the parts of an engine. */
  public LocalNetworks(EngineParts parts) {
    this.parts = parts;
    this.definitions = parts.definitions();
  }

  @Override
  public String create(NetworkRequest request) {
    try {
      return definitions.create(draft(request)).name();
    } catch (NetworkException e) {
      String name = request.name();
      if (e.kind() == NetworkException.Kind.EXISTS && request.ignore() && name != null) {
        return name;
      }
      throw NetworkFailure.of(e);
    }
  }

  private static NetworkDraft draft(NetworkRequest request) {
    NetworkRequest.Addressing addressing = request.addressing();
    return new NetworkDraft(
        request.name(),
        request.driver(),
        request.networkInterface(),
        addressing.subnets(),
        addressing.gateways(),
        addressing.ranges(),
        addressing.routes(),
        addressing.ipv6(),
        request.internal(),
        request.dns().enabled(),
        request.dns().servers(),
        request.labels(),
        request.options(),
        addressing.ipamDriver());
  }

  @Override
  public void changeDns(String nameOrId, List<String> added, List<String> dropped) {
    try {
      NetworkSpec changed = definitions.changeDns(nameOrId, added, dropped);
      parts.names().askElsewhere(changed.name(), changed.dnsServers());
    } catch (NetworkException e) {
      throw NetworkFailure.of(e);
    }
  }

  @Override
  public List<NetworkSummary> list() {
    Map<String, Integer> users = parts.networkUses().counts();
    List<DefinedNetwork> all = overview();
    List<NetworkSummary> summaries = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      DefinedNetwork network = all.get(i);
      NetworkSpec spec = network.spec();
      boolean isDefault = spec.name().equals(dev.kapok.network.definition.Networks.DEFAULT);
      Integer count = users.get(spec.name());
      summaries.add(
          new NetworkSummary(
              spec.name(),
              spec.id(),
              spec.driver(),
              spec.created(),
              spec.labels(),
              network.foreign() || isDefault,
              count == null ? 0 : count));
    }
    return summaries;
  }

  private List<DefinedNetwork> overview() {
    try {
      return definitions.overview();
    } catch (NetworkException e) {
      throw NetworkFailure.of(e);
    }
  }

  private List<DefinedNetwork> all() {
    try {
      return definitions.list();
    } catch (NetworkException e) {
      throw NetworkFailure.of(e);
    }
  }

  @Override
  public Map<String, String> inspections() {
    Map<String, String> inspections = new LinkedHashMap<>();
    List<DefinedNetwork> all = all();
    for (int i = 0; i < all.size(); i++) {
      inspections.put(all.get(i).name(), NetworkInspection.json(all.get(i).spec()));
    }
    return inspections;
  }

  @Override
  public String inspect(String nameOrId) {
    try {
      return NetworkInspection.json(definitions.find(nameOrId).spec());
    } catch (NetworkException e) {
      throw NetworkFailure.of(e);
    }
  }

  @Override
  public boolean exists(String nameOrId) {
    try {
      definitions.find(nameOrId);
      return true;
    } catch (NetworkException e) {
      if (e.kind() == NetworkException.Kind.NOT_FOUND) {
        return false;
      }
      throw NetworkFailure.of(e);
    }
  }

  @Override
  public void remove(String nameOrId, boolean force, @Nullable Integer timeout) {
    try {
      DefinedNetwork network = definitions.find(nameOrId);
      definitions.requireOwn(network);
      new RemoveNetwork(parts, leftovers).remove(network, force, timeout);
    } catch (NetworkException e) {
      throw NetworkFailure.of(e);
    }
  }

  @Override
  public boolean removeUnused(String name) {
    try {
      DefinedNetwork network = definitions.get(name);
      return network != null && new RemoveNetwork(parts, leftovers).isRemoved(network);
    } catch (NetworkException e) {
      if (e.kind() == NetworkException.Kind.NOT_FOUND) {
        return false; // somebody was quicker
      }
      throw NetworkFailure.of(e);
    }
  }

  @Override
  public void inNamespace(Runnable work) {
    try {
      parts.rootlessNamespace().visit(work);
    } catch (NetworkException e) {
      throw NetworkFailure.of(e);
    }
  }

  @Override
  public List<String> problems() {
    List<String> problems = new ArrayList<>(definitions.problems());
    problems.addAll(leftovers);
    return problems;
  }
}
