package dev.kapok.libpod.networks;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.connect.NetworkLeftovers;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.verb.RemoveUsers;
import dev.kapok.network.definition.DefinedNetwork;
import dev.kapok.sys.sql.Tx;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes a network's definition inside a transaction, in which nobody can begin to use it: who
 * records a use looks in the same way whether the network is still defined.
 */
final class RemoveNetwork {
  private final EngineParts parts;
  private final List<String> problems;

  /**
   * Prepares a removal.
   *
   * @param problems gets what could not be removed of the network's traces on the host
   */
  RemoveNetwork(EngineParts parts, List<String> problems) {
    this.parts = parts;
    this.problems = problems;
  }

  void remove(DefinedNetwork network, boolean force, @Nullable Integer timeout) {
    while (!isRemoved(network)) {
      List<String> users = parts.networkUses().users(network.name());
      if (!force) {
        throw new KapokException(
            KapokException.Kind.IN_USE,
            "\""
                + network.name()
                + "\" has associated containers with it. Use -f to forcibly delete containers and"
                + " pods: network is being used");
      }
      new RemoveUsers(parts).remove(users, true, timeout);
    }
  }

  /** Removes it unless somebody uses it; returns whether it is gone. */
  boolean isRemoved(DefinedNetwork network) {
    try (Tx tx = parts.database().beginRemoval()) {
      if (!parts.networkUses().users(network.name()).isEmpty()) {
        return false;
      }
      String problem = new NetworkLeftovers(parts).collect(network.name());
      if (problem != null) {
        problems.add(problem);
      }
      parts.definitions().remove(network);
      tx.commit();
      return true;
    }
  }
}
