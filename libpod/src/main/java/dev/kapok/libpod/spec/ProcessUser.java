package dev.kapok.libpod.spec;

import dev.kapok.sys.IdMaps;
import java.util.List;

/**
 * Who a process runs as, in ids of the container.
 *
 * @param home the folder from the passwd file; "/" where it has none
 * @param groups additional groups, {@code gid} among them: without it, a process could leave that
 *     group by a change of its group, and so lose what files deny the group (CVE-2022-36109)
 */
public record ProcessUser(int uid, int gid, List<Integer> groups, String home) {
  /** Root, with nothing else. */
  public static final ProcessUser ROOT = new ProcessUser(0, 0, List.of(0), "/root");

  /** Copies the list. */
  public ProcessUser {
    groups = List.copyOf(groups);
  }

  /** Returns the same user with the ids that files get where the maps are seen from. */
  public ProcessUser outside(IdMaps maps) {
    return new ProcessUser(maps.user(uid), maps.group(gid), groups, home);
  }
}
