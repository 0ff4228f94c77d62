package dev.kapok.libpod;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Networks that containers join by name.
 *
 * <p>A network is named by its name, or by the beginning of an id that no other has. What is not
 * there is a {@link KapokException} NOT_FOUND. The default network, {@code kapok}, is always there.
 */
public interface Networks {
  /**
   * Defines a network and returns its name.
   *
   * @throws KapokException EXISTS where the name is taken, INVALID for what makes no sense
   */
  String create(NetworkRequest request);

  /**
   * Changes whom containers of a network ask for names that are none of theirs; running ones notice
   * it at once.
   *
   * @param added addresses
   * @param dropped addresses, which need not be among those there are
   * @throws KapokException INVALID where no names are known, or where the network is not ours
   */
  void changeDns(String nameOrId, List<String> added, List<String> dropped);

  /** Returns all networks by their names. */
  List<NetworkSummary> list();

  /** Returns what is known of each network, as podman's JSON, in the order of their names. */
  Map<String, String> inspections();

  /** Returns what is known of a network, as podman's JSON. */
  String inspect(String nameOrId);

  /** Tells whether there is such a network. */
  boolean exists(String nameOrId);

  /**
   * Removes a network.
   *
   * @param force whether containers that joined it are removed, too
   * @param timeout how long those may take to stop, in seconds; null for their own
   * @throws KapokException IN_USE where containers joined it, INVALID where it is not ours
   */
  void remove(String nameOrId, boolean force, @Nullable Integer timeout);

  /** Removes the network of a name unless a container joined it; returns whether it is gone. */
  boolean removeUnused(String name);

  /**
   * Does work in the network namespace that an unprivileged user's networks are in, which is there
   * at least until the work ends.
   *
   * @throws KapokException FAILED where it cannot be made
   */
  void inNamespace(Runnable work);

  /**
   * Returns what is wrong with files that the calls so far passed over, and what removed networks
   * left on the host, a sentence each.
   */
  List<String> problems();
}
