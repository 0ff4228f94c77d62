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
   * @throws KapokException EXISTS where it is on the network already, unless it was never started:
   *     then nothing happens
   */
  void connect(String nameOrId, NetworkAttachment wish);

  /**
   * Takes a container away from a network. Published ports that led to it there lead to the next of
   * its networks then.
   *
   * @param network its name or id
   * @param force whether a network whose plugins fail is forgotten all the same
   * @throws KapokException NOT_FOUND where it is not on the network
   */
  void disconnect(String nameOrId, String network, boolean force);

  /**
   * Sets up anew what a running container's networks need on the host: interfaces, ports, names;
   * for after somebody flushed the rules. Addresses stay. A network that fails does not keep the
   * others from being set up, and is set up by the next call.
   *
   * @return its whole id
   * @throws KapokException WRONG_STATE where it does not run or has another network mode
   */
  String reload(String nameOrId);
}
