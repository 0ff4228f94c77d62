package dev.kapok.libpod.spec;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.NamespaceMode;

/** The container's name: it can be set only in a uts namespace of its own. */
final class HostnamePart implements SpecContributor {
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
    String own = context.config().ownHostname();
    if (own != null) {
      return own;
    }
    String joined = context.joined().hostname();
    return joined == null ? context.host().hostname() : joined;
  }
}
