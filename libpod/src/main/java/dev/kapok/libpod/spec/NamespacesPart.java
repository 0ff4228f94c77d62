package dev.kapok.libpod.spec;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NamespacesConfig;
import dev.kapok.libpod.model.NetworkConfig;
import org.jspecify.annotations.Nullable;

/**
 * Which namespaces are new, joined, or the host's (namespaces(7)).
 *
 * <p>There is never a user namespace: without root, the whole engine is inside one already, and the
 * container shares it.
 */
final class NamespacesPart implements SpecContributor {
  @Override
  public void contribute(SpecContext context, SpecBuilder spec) {
    NamespacesConfig namespaces = context.config().namespaces();
    JoinedNamespaces joined = context.joined();
    add(spec, "pid", namespaces.pid(), joined.pid());
    addNetwork(context, spec);
    add(spec, "ipc", namespaces.ipc(), joined.ipc());
    add(spec, "uts", namespaces.uts(), joined.uts());
    spec.namespaces().add(new SpecNamespace("mount", null));
    add(spec, "cgroup", namespaces.cgroup(), joined.cgroup());
  }

  private static void add(
      SpecBuilder spec, String type, NamespaceMode mode, @Nullable String joined) {
    switch (mode.kind()) {
      case PRIVATE, SHAREABLE -> spec.namespaces().add(new SpecNamespace(type, null));
      case CONTAINER, PATH -> {
        String path = joined == null ? mode.target() : joined;
        spec.namespaces().add(new SpecNamespace(type, absolute(type, path)));
      }
      case HOST -> {
        // Not listed: the runtime leaves the process in the namespace that it is in.
      }
    }
  }

  private static void addNetwork(SpecContext context, SpecBuilder spec) {
    NetworkConfig network = context.config().network();
    String path = context.joined().net();
    switch (network.mode()) {
      case HOST -> {
        // As above.
      }
      case NONE -> spec.namespaces().add(new SpecNamespace("network", path));
      case PATH ->
          spec.namespaces()
              .add(
                  new SpecNamespace(
                      "network", absolute("network", path == null ? network.target() : path)));
      case DEFAULT, PASTA, SLIRP4NETNS, CONTAINER ->
          spec.namespaces().add(new SpecNamespace("network", absolute("network", path)));
    }
  }

  private static String absolute(String type, @Nullable String path) {
    if (path == null || !path.startsWith("/")) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "joining a "
              + type
              + " namespace: no absolute path of one is known, but \""
              + path
              + '"');
    }
    return path;
  }
}
