package dev.kapok.libpod.bundle;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NamespacesConfig;
import dev.kapok.libpod.model.UserNamespace;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.spec.JoinedNamespaces;
import org.jspecify.annotations.Nullable;

/** The namespaces of other containers, which a container joins. */
final class Neighbours {
  private final EngineParts parts;

  Neighbours(EngineParts parts) {
    this.parts = parts;
  }

  /** Returns what a container joins. */
  JoinedNamespaces joined(Container container, @Nullable String netns) {
    NamespacesConfig modes = container.config().namespaces();
    return new JoinedNamespaces(
        netns,
        path(modes.pid(), "pid"),
        path(modes.ipc(), "ipc"),
        path(modes.uts(), "uts"),
        path(modes.cgroup(), "cgroup"),
        user(modes.user()),
        hostname(modes.uts()));
  }

  private @Nullable String path(NamespaceMode mode, String type) {
    String target = mode.target();
    if (target == null) {
      return null;
    }
    return mode.kind() == NamespaceMode.Kind.CONTAINER ? namespace(target, type) : target;
  }

  private @Nullable String user(@Nullable UserNamespace user) {
    if (user == null) {
      return null;
    }
    String container = user.container();
    return container == null ? user.path() : namespace(container, "user");
  }

  private @Nullable String hostname(NamespaceMode uts) {
    String target = uts.target();
    if (uts.kind() != NamespaceMode.Kind.CONTAINER || target == null) {
      return null;
    }
    return ContainerFiles.hostname(parts, running(target));
  }

  /** Returns the path of another container's namespace. */
  String namespace(String id, String type) {
    return "/proc/" + running(id).state().pid() + "/ns/" + type;
  }

  private Container running(String id) {
    Container other = parts.containers().get(id);
    if (other == null
        || other.state().pid() == 0
        || parts.kernel().pids().startTime(other.state().pid()) != other.state().pidStart()) {
      throw new KapokException(
          KapokException.Kind.WRONG_STATE,
          "joining the namespaces of container " + id + ": it does not run; start it first");
    }
    return other;
  }
}
