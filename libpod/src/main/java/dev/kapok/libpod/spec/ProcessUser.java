package dev.kapok.libpod.spec;

import java.util.List;

/**
 * Who a process runs as, in ids of the container.
 *
 * @param home the folder from the passwd file; "/" where it has none
 * @param groups additional groups, without {@code gid}
 */
public record ProcessUser(int uid, int gid, List<Integer> groups, String home) {
  /** Root, with nothing else. */
  public static final ProcessUser ROOT = new ProcessUser(0, 0, List.of(), "/root");

  /** Copies the list. */
  public ProcessUser {
    groups = List.copyOf(groups);
  }
}
