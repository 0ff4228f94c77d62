package dev.kapok.network.definition;

import java.util.List;

/**
 * Where definitions lie.
 *
 * @param own the engine's folder; made when the first network is created
 * @param foreign folders with CNI configurations of others, which are offered and never changed
 * @param avoided folders with networks of podman, whose subnets are avoided
 */
public record NetworkFolders(String own, List<String> foreign, List<String> avoided) {
  /** Copies the lists; the own folder is nobody else's. */
  public NetworkFolders {
    foreign = List.copyOf(foreign);
    avoided = List.copyOf(avoided);
  }
}
