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
    String id = parts.ids().hex(64);
    String idFile = request.idFile();
    if (idFile != null && !parts.disk().create(idFile, id, 0644)) {
      throw new KapokException(
          KapokException.Kind.EXISTS,
          "pod id file exists: make sure that no other pod uses it, or delete " + idFile);
    }
    boolean created = false;
    try {
      create(request, id);
      created = true;
      return id;
    } finally {
      if (idFile != null && !created) {
        parts.disk().deleteFile(idFile);
      }
    }
  }

  private void create(PodRequest request, String id) {
    String name = request.name();
    Pod old = name == null || !request.replace() ? null : parts.pods().ofName(name);
    if (old != null) {
      new RemovePod(parts, true, null).remove(old);
    }
    record(request, id);
  }

  /** A made-up name that is taken is replaced by another. */
  private void record(PodRequest request, String id) {
    for (int attempt = 0; ; attempt++) {
      String asked = request.name();
      String name = asked != null ? asked : ContainerNames.random(parts.ids(), attempt);
      Pod pod = pod(request, id, name);
      try {
        record(pod, request.infra(), request.cgroupParent());
        return;
      } catch (KapokException e) {
        if (asked != null || e.kind() != KapokException.Kind.EXISTS || attempt == MAX_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private Pod pod(PodRequest request, String id, String name) {
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
        request.shareParent() ? CgroupPath.ofPod(id, parent, manager, rootless) : null,
        request.stopsWithLast(),
        request.createCommand());
  }

  private void record(Pod pod, @Nullable ContainerRequest infra, @Nullable String parent) {
    String infraId = pod.infra();
    if (infra != null && infraId != null) {
      new CreateContainer(parts).createInfra(completed(infra, pod, parent), pod, infraId);
      return;
    }
    try (Tx tx = parts.database().begin()) {
      parts.pods().insert(tx, pod);
      tx.commit();
    }
  }

  /** Adds what only the engine knows: names, the pod itself, and what runs. */
  private ContainerRequest completed(ContainerRequest infra, Pod pod, @Nullable String parent) {
    String asked = infra.name();
    String name = asked == null ? pod.id().substring(0, SHORT_ID) + "-infra" : asked;
    String hostname = infra.host().hostname();
    HostConfig host =
        infra
            .host()
            .named(
                hostname == null ? hostname(infra, pod) : hostname,
                pod.cgroup() == null ? parent : pod.cgroup());
    NamespacesConfig namespaces = infra.namespaces().inPod(pod.id());
    if (infra.rootFs().image() != null) {
      return infra.asInfra(name, infra.rootFs(), infra.process(), infra.mounts(), namespaces, host);
    }
    requireProgram(infra.mounts());
    return infra.asInfra(
        name,
        new RootFsConfig(null, null, InfraProgram.IMAGE, null, null, true, false),
        pausing(infra.process()),
        infra.mounts(),
        namespaces,
        host);
  }

  private void requireProgram(List<MountConfig> mounts) {
    String program = new InfraProgram(parts).mount().target();
    for (int i = 0; i < mounts.size(); i++) {
      if (mounts.get(i).target().equals(program)) {
        throw new KapokException(
            KapokException.Kind.INVALID,
            "mounting at " + program + ": that is where the pod's infra container has its program");
      }
    }
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
