package dev.kapok.libpod.spec;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NetworkConfig;

/** The container's name: it can be set only in a uts namespace of its own. */
final class HostnamePart implements SpecContributor {
  private static final int SHORT_ID = 12;

  @Override
  public void contribute(SpecContext context, SpecBuilder spec) {
    if (context.config().namespaces().uts().kind() == NamespaceMode.Kind.PRIVATE) {
      spec.top().field("hostname", seenName(context));
    } else if (context.config().host().hostname() != null) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "cannot set the hostname of a container without a uts namespace of its own");
    }
  }

  /** Returns the name that processes of the container see. */
  static String seenName(SpecContext context) {
    String hostname = context.config().host().hostname();
    if (hostname != null) {
      return hostname;
    }
    NamespaceMode.Kind uts = context.config().namespaces().uts().kind();
    if (uts == NamespaceMode.Kind.PRIVATE) {
      String id = context.config().id();
      return context.config().network().mode() == NetworkConfig.Mode.HOST
          ? context.host().hostname()
          : id.substring(0, Math.min(SHORT_ID, id.length()));
    }
    String joined = context.joined().hostname();
    return joined == null ? context.host().hostname() : joined;
  }
}
