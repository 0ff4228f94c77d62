package dev.kapok.libpod.state;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.PortMapping;
import dev.kapok.sys.Pids;
import dev.kapok.sys.json.JsonReader;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which ports of the host containers have. Those on defined networks have them although nobody
 * listens.
 *
 * <p>A container has its ports while its process lives, and from before that on while the process
 * lives that starts it, which has claimed them. What a crash or a power loss leaves is no claim.
 */
public final class PublishedPorts {
  private final StateDatabase database;
  private final Pids pids;
  private final String boot;

  /**
   * Works on this database.
   *
   * @param boot the id of this boot
   */
  public PublishedPorts(StateDatabase database, Pids pids, String boot) {
    this.database = database;
    this.pids = pids;
    this.boot = boot;
  }

  /**
   * Makes sure that no other container has one of these ports. Within the transaction that claims
   * them nobody else can claim one.
   *
   * @throws KapokException FAILED, naming the other
   */
  public void requireFree(String id, List<PortMapping> wanted) {
    try (SqlStatement query =
        database.prepare(
            "select c.name, c.ports, c.boot, c.pid, c.pid_start, p.boot, p.pid, p.pid_start"
                + " from containers c left join port_claims p on p.container=c.id"
                + " where c.id<>?1 and c.ports<>'[]' and (c.pid<>0 or p.pid<>0)"
                + " and (c.network like 'BRIDGE %' or c.network in ('PASTA', 'SLIRP4NETNS'))")) {
      query.bind(1, id);
      while (query.step()) {
        if (lives(query, 2) || lives(query, 5)) {
          List<PortMapping> taken = ports(query.text(1));
          for (int i = 0; i < taken.size(); i++) {
            requireApart(String.valueOf(query.text(0)), taken.get(i), wanted);
          }
        }
      }
    }
  }

  /** Looks at a boot's id, a process's id and its start time. */
  private boolean lives(SqlStatement row, int column) {
    int pid = (int) row.integer(column + 1);
    return pid > 0
        && boot.equals(row.text(column))
        && pids.startTime(pid) == row.integer(column + 2);
  }

  private static List<PortMapping> ports(@Nullable String json) {
    return ConfigParts.ports(new JsonReader(json == null ? "[]" : json));
  }

  /** Claims a container's ports for this process. */
  public void claim(Tx tx, String id) {
    int self = pids.self();
    try (SqlStatement insert =
        tx.prepare(
            "insert or replace into port_claims (container, boot, pid, pid_start)"
                + " values (?1, ?2, ?3, ?4)")) {
      insert.bind(1, id).bind(2, boot).bind(3, self).bind(4, pids.startTime(self)).step();
    }
  }

  /** Ends a claim: the container runs, or was not started. */
  public void release(Tx tx, String id) {
    try (SqlStatement delete = tx.prepare("delete from port_claims where container=?1")) {
      delete.bind(1, id).step();
    }
  }

  /** Returns the ports of all containers, whether they run or not. */
  public List<PortMapping> recorded() {
    List<PortMapping> recorded = new ArrayList<>();
    try (SqlStatement query = database.prepare("select ports from containers where ports<>'[]'")) {
      while (query.step()) {
        recorded.addAll(ports(query.text(0)));
      }
    }
    return recorded;
  }

  private static void requireApart(String owner, PortMapping taken, List<PortMapping> wanted) {
    for (int i = 0; i < wanted.size(); i++) {
      PortMapping port = wanted.get(i);
      int first = Math.max(port.hostPort(), taken.hostPort());
      int end = Math.min(port.hostPort() + port.count(), taken.hostPort() + taken.count());
      if (first < end && port.protocol().equals(taken.protocol()) && sameAddress(port, taken)) {
        throw new KapokException(
            KapokException.Kind.FAILED,
            "publish port "
                + first
                + "/"
                + port.protocol()
                + ": container "
                + owner
                + " has it already; choose another port, or stop that container");
      }
    }
  }

  private static boolean sameAddress(PortMapping one, PortMapping other) {
    return isAny(one.hostIp()) || isAny(other.hostIp()) || one.hostIp().equals(other.hostIp());
  }

  private static boolean isAny(String address) {
    return address.isEmpty() || address.equals("0.0.0.0") || address.equals("::");
  }
}
