package dev.kapok.libpod;

import dev.kapok.libpod.model.NetworkAttachment;

/**
 * Connects containers that are there to defined networks, while they run or not.
 *
 * <p>Only containers on defined networks can be on more or fewer of them; one with another network
 * mode is refused (INVALID). What is not there is NOT_FOUND.
 */
public interface ContainerNetworks {
  /**
   * Connects a container to a network.
   *
   * @param wish what it asks for there; without an interface's name it gets the next free one
   * @throws KapokException EXISTS where it is on the network already
   */
  void connect(String nameOrId, NetworkAttachment wish);

  /**
   * Takes a container away from a network.
   *
   * @param force whether a network whose plugins fail is forgotten all the same
   * @throws KapokException NOT_FOUND where it is not on the network
   */
  void disconnect(String nameOrId, String network, boolean force);

  /**
   * Sets up anew what a running container's networks need on the host: interfaces, ports, names;
   * for after somebody flushed the rules. Addresses stay. Of one that does not run, nothing
   * happens.
   */
  void reload(String nameOrId);
}
