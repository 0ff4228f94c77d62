package dev.kapok.libpod.pods;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.PodRequest;
import dev.kapok.libpod.bundle.InfraProgram;
import dev.kapok.libpod.model.ContainerRequest;
import dev.kapok.libpod.model.HostConfig;
import dev.kapok.libpod.model.LegalName;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NamespacesConfig;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.Pod;
import dev.kapok.libpod.model.ProcessConfig;
import dev.kapok.libpod.model.RootFsConfig;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.spec.CgroupPath;
import dev.kapok.libpod.verb.ContainerNames;
import dev.kapok.libpod.verb.CreateContainer;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records a pod, with the container that holds its namespaces. */
final class CreatePod {
  private static final int MAX_ATTEMPTS = 5;
  private static final int SHORT_ID = 12;

  private final EngineParts parts;

  CreatePod(EngineParts parts) {
    this.parts = parts;
  }

  /** Creates it and returns its id. */
  String create(PodRequest request) {
    String name = request.name();
    if (name != null) {
      LegalName.ofContainer(name);
    }
    String idFile = request.idFile();
    if (idFile != null && parts.disk().exists(idFile)) {
      throw new KapokException(
          KapokException.Kind.EXISTS,
          "pod id file exists: make sure that no other pod uses it, or delete " + idFile);
    }
    Pod old = name == null || !request.replace() ? null : parts.pods().ofName(name);
    if (old != null) {
      new RemovePod(parts, true, null).remove(old);
    }
    Pod pod = record(request);
    if (idFile != null) {
      parts.disk().replace(idFile, pod.id(), 0644);
    }
    return pod.id();
  }

  /** A made-up name that is taken is replaced by another. */
  private Pod record(PodRequest request) {
    for (int attempt = 0; ; attempt++) {
      String asked = request.name();
      Pod pod = pod(request, asked != null ? asked : ContainerNames.random(parts.ids(), attempt));
      try {
        record(pod, request.infra());
        return pod;
      } catch (KapokException e) {
        if (asked != null || e.kind() != KapokException.Kind.EXISTS || attempt == MAX_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private Pod pod(PodRequest request, String name) {
    String id = parts.ids().hex(64);
    boolean rootless = parts.config().storage().rootless();
    String manager = parts.config().cgroupManager();
    String parent = request.cgroupParent();
    return new Pod(
        id,
        name,
        parts.clock().now(),
        request.labels(),
        request.infra() == null ? null : parts.ids().hex(64),
        request.infra() == null ? List.of() : request.shared(),
        request.shareParent() ? CgroupPath.ofPod(id, parent, manager, rootless) : parent,
        request.stopsWithLast(),
        request.createCommand());
  }

  private void record(Pod pod, @Nullable ContainerRequest infra) {
    String infraId = pod.infra();
    if (infra != null && infraId != null) {
      new CreateContainer(parts).createInfra(completed(infra, pod), pod, infraId);
      return;
    }
    try (Tx tx = parts.database().begin()) {
      parts.pods().insert(tx, pod);
      tx.commit();
    }
  }

  /** Adds what only the engine knows: names, the pod itself, and what runs. */
  private ContainerRequest completed(ContainerRequest infra, Pod pod) {
    String asked = infra.name();
    String name = asked == null ? pod.id().substring(0, SHORT_ID) + "-infra" : asked;
    String hostname = infra.host().hostname();
    HostConfig host =
        infra.host().named(hostname == null ? hostname(infra, pod) : hostname, pod.cgroup());
    NamespacesConfig namespaces = infra.namespaces().inPod(pod.id());
    if (infra.rootFs().image() != null) {
      return infra.asInfra(name, infra.rootFs(), infra.process(), infra.mounts(), namespaces, host);
    }
    List<MountConfig> mounts = new ArrayList<>(infra.mounts());
    mounts.add(new InfraProgram(parts).mount());
    return infra.asInfra(
        name,
        new RootFsConfig(null, null, InfraProgram.IMAGE, null, null, true, false),
        pausing(infra.process()),
        mounts,
        namespaces,
        host);
  }

  /** A pod's name may hold what a host's may not, but then it is no worse than an id. */
  private static @Nullable String hostname(ContainerRequest infra, Pod pod) {
    boolean own =
        infra.namespaces().uts().kind() == NamespaceMode.Kind.PRIVATE
            && infra.network().mode() != NetworkConfig.Mode.HOST;
    return own ? pod.name() : null;
  }

  private static ProcessConfig pausing(ProcessConfig asked) {
    List<String> entrypoint = asked.entrypoint();
    return new ProcessConfig(
        entrypoint == null ? List.of(InfraProgram.PATH) : entrypoint,
        List.of(),
        asked.env(),
        "/",
        false,
        "0:0",
        List.of(),
        false,
        false,
        asked.umask());
  }
}
