package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.ContainerRequest;
import dev.kapok.libpod.model.HostConfig;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NamespacesConfig;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.Pod;
import dev.kapok.libpod.model.UserNamespaceRequest;
import dev.kapok.libpod.model.VolumeDefaults;
import dev.kapok.libpod.parts.EngineParts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns what a container shares with its pod into what it shares with the infra container. */
final class JoinPod {
  private final EngineParts parts;

  JoinPod(EngineParts parts) {
    this.parts = parts;
  }

  /**
   * Returns the request with nothing left to ask the pod for.
   *
   * @throws KapokException NOT_FOUND where there is no such pod, INVALID for what contradicts it
   */
  ContainerRequest join(ContainerRequest request, String name) {
    NamespacesConfig asked = request.namespaces();
    Pod pod = parts.pods().find(name);
    if (request.userNamespace() != null) {
      throw invalid("--userns and --pod cannot be set together");
    }
    NamespacesConfig joined =
        new NamespacesConfig(
            mode(asked.pid(), pod.owner("pid"), NamespaceMode.Kind.PRIVATE),
            mode(asked.ipc(), pod.owner("ipc"), NamespaceMode.Kind.SHAREABLE),
            mode(asked.uts(), pod.owner("uts"), NamespaceMode.Kind.PRIVATE),
            mode(asked.cgroup(), pod.owner("cgroup"), NamespaceMode.Kind.HOST),
            null,
            pod.id());
    boolean ownUts = joined.uts().kind() != NamespaceMode.Kind.CONTAINER;
    if (request.host().hostname() != null && !ownUts && asked.uts().equals(NamespaceMode.POD)) {
      throw invalid("cannot set hostname when joining the pod UTS namespace");
    }
    return request.sharing(
        network(request.network(), pod), joined, user(pod), host(request, pod), from(request, pod));
  }

  private static boolean isPod(NamespaceMode mode) {
    return mode.kind() == NamespaceMode.Kind.POD;
  }

  private static NamespaceMode mode(
      NamespaceMode asked, @Nullable String owner, NamespaceMode.Kind otherwise) {
    if (!isPod(asked)) {
      return asked;
    }
    return owner == null
        ? new NamespaceMode(otherwise, null)
        : new NamespaceMode(NamespaceMode.Kind.CONTAINER, owner);
  }

  private static NetworkConfig network(NetworkConfig asked, Pod pod) {
    String owner = pod.owner("net");
    if (owner == null || asked.mode() != NetworkConfig.Mode.DEFAULT) {
      return asked;
    }
    boolean plain =
        asked.ports().isEmpty()
            && asked.networks().isEmpty()
            && asked.hosts().isEmpty()
            && asked.manageHosts();
    if (!plain) {
      throw invalid(
          "ports, addresses, aliases and hosts of a container in pod "
              + pod.name()
              + ": the network is the pod's; give them to `pod create`");
    }
    return asked.joining(owner);
  }

  /** Who lives in the pod's network lives in its user namespace; here only without the network. */
  private @Nullable UserNamespaceRequest user(Pod pod) {
    String infra = pod.infra();
    if (infra == null || parts.containers().find(infra).config().namespaces().user() == null) {
      return null;
    }
    return new UserNamespaceRequest("container:" + infra, List.of(), List.of(), null, null);
  }

  private static HostConfig host(ContainerRequest request, Pod pod) {
    HostConfig host = request.host();
    return host.cgroupParent() == null ? host.named(host.hostname(), pod.cgroup()) : host;
  }

  private static VolumeDefaults from(ContainerRequest request, Pod pod) {
    String infra = pod.infra();
    if (infra == null) {
      return request.volumes();
    }
    List<VolumeDefaults.From> from = new ArrayList<>(request.volumes().from());
    from.add(new VolumeDefaults.From(infra, List.of()));
    return new VolumeDefaults(from, request.volumes().imageVolumes());
  }

  private static KapokException invalid(String message) {
    return new KapokException(KapokException.Kind.INVALID, message);
  }
}
