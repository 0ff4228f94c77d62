package dev.kapok.libpod.spec;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NamespacesConfig;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.UserNamespace;
import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdRange;
import dev.kapok.sys.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * Which namespaces are new, joined, or the host's (namespaces(7)).
 *
 * <p>Most containers have no user namespace: without root, the whole engine is inside one already,
 * and they share it. One that has a namespace of its own needs a network namespace that this one
 * owns, so the runtime makes that as well, and the engine connects it afterwards.
 */
final class NamespacesPart implements SpecContributor {
  @Override
  public void contribute(SpecContext context, SpecBuilder spec) {
    NamespacesConfig namespaces = context.config().namespaces();
    JoinedNamespaces joined = context.joined();
    UserNamespace user = namespaces.user();
    if (user != null) {
      addUser(spec, user, joined.user());
    }
    add(spec, "pid", namespaces.pid(), joined.pid());
    addNetwork(context, spec);
    add(spec, "ipc", namespaces.ipc(), joined.ipc());
    add(spec, "uts", namespaces.uts(), joined.uts());
    spec.namespaces().add(new SpecNamespace("mount", null));
    add(spec, "cgroup", namespaces.cgroup(), joined.cgroup());
  }

  private static void addUser(SpecBuilder spec, UserNamespace user, @Nullable String joined) {
    boolean own = user.mode().equals(UserNamespace.PRIVATE);
    spec.namespaces().add(new SpecNamespace("user", own ? null : absolute("user", joined)));
    // Where it is joined, runtimes want to know who is root there.
    write(spec.linux().name("uidMappings"), user.maps().users());
    write(spec.linux().name("gidMappings"), user.maps().groups());
  }

  private static void write(JsonWriter linux, IdMap map) {
    linux.beginArray();
    for (int i = 0; i < map.ranges().size(); i++) {
      IdRange range = map.ranges().get(i);
      linux.beginObject().field("containerID", range.inside()).field("hostID", range.outside());
      linux.field("size", range.count()).endObject();
    }
    linux.endArray();
  }

  private static void add(
      SpecBuilder spec, String type, NamespaceMode mode, @Nullable String joined) {
    switch (mode.kind()) {
      case PRIVATE, SHAREABLE -> spec.namespaces().add(new SpecNamespace(type, null));
      case CONTAINER, PATH -> {
        String path = joined == null ? mode.target() : joined;
        spec.namespaces().add(new SpecNamespace(type, absolute(type, path)));
      }
      case POD -> throw new IllegalStateException("the pod of a namespace was not resolved");
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
      case DEFAULT, PASTA, SLIRP4NETNS, CONTAINER, BRIDGE -> {
        boolean later = path == null && context.config().namespaces().user() != null;
        spec.namespaces()
            .add(new SpecNamespace("network", later ? null : absolute("network", path)));
      }
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
