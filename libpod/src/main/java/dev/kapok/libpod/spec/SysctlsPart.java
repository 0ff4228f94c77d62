package dev.kapok.libpod.spec;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NamespacesConfig;
import dev.kapok.libpod.model.NetworkConfig;
import java.util.List;
import java.util.Map;

/**
 * Kernel parameters of the container. Only those that belong to a namespace of its own can be set;
 * all others are the host's (namespaces(7), ipc_namespaces(7)).
 */
final class SysctlsPart implements SpecContributor {
  private static final List<String> IPC =
      List.of(
          "kernel.msgmax",
          "kernel.msgmnb",
          "kernel.msgmni",
          "kernel.sem",
          "kernel.shmall",
          "kernel.shmmax",
          "kernel.shmmni",
          "kernel.shm_rmid_forced");

  @Override
  public void contribute(SpecContext context, SpecBuilder spec) {
    Map<String, String> sysctls = context.config().host().sysctls();
    if (sysctls.isEmpty()) {
      return;
    }
    spec.linux().name("sysctl").beginObject();
    for (Map.Entry<String, String> sysctl : sysctls.entrySet()) {
      String name = sysctl.getKey();
      String namespace = namespace(name);
      if (spec.ownsOrJoins(namespace)) {
        spec.linux().field(name, sysctl.getValue());
      } else if (!sysctl.getValue().equals(context.defaults().sysctls().get(name))) {
        throw refused(name, sysctl.getValue(), namespace);
      }
    }
    spec.linux().endObject();
  }

  /**
   * Refuses a parameter that the container could not set.
   *
   * @throws KapokException INVALID
   */
  static void check(ContainerConfig config, String name, String value) {
    String namespace = namespace(name);
    NamespacesConfig namespaces = config.namespaces();
    boolean hosts =
        switch (namespace) {
          case "network" -> config.network().mode() == NetworkConfig.Mode.HOST;
          case "ipc" -> namespaces.ipc().kind() == NamespaceMode.Kind.HOST;
          default -> namespaces.uts().kind() == NamespaceMode.Kind.HOST;
        };
    if (hosts) {
      throw refused(name, value, namespace);
    }
  }

  private static KapokException refused(String name, String value, String namespace) {
    return new KapokException(
        KapokException.Kind.INVALID,
        "sysctl "
            + name
            + "="
            + value
            + " can't be set since the container uses the host's "
            + namespace
            + " namespace");
  }

  private static String namespace(String name) {
    if (name.startsWith("net.")) {
      return "network";
    }
    if (name.startsWith("fs.mqueue.") || IPC.contains(name)) {
      return "ipc";
    }
    if (name.equals("kernel.domainname")) {
      return "uts";
    }
    throw new KapokException(
        KapokException.Kind.INVALID,
        "sysctl '" + name + "' is not allowed: it belongs to the whole host");
  }
}
