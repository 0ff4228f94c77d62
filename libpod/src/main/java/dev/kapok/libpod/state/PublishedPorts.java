package dev.kapok.libpod.state;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.PortMapping;
import dev.kapok.sys.json.JsonReader;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import java.util.List;

/** Which ports of the host running containers have on defined networks; nobody listens on those. */
public final class PublishedPorts {
  private final StateDatabase database;

  /** Works on this database. */
  public PublishedPorts(StateDatabase database) {
    this.database = database;
  }

  /**
   * Makes sure that no other container has one of these ports.
   *
   * @throws KapokException FAILED, naming the other
   */
  public void requireFree(String id, List<PortMapping> wanted) {
    try (SqlStatement query =
        database.prepare(
            "select name, ports from containers where id<>?1 and ports<>'[]' and pid<>0"
                + " and network like 'BRIDGE %'")) {
      query.bind(1, id);
      while (query.step()) {
        String ports = query.text(1);
        List<PortMapping> taken = ConfigParts.ports(new JsonReader(ports == null ? "[]" : ports));
        for (int i = 0; i < taken.size(); i++) {
          requireApart(String.valueOf(query.text(0)), taken.get(i), wanted);
        }
      }
    }
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
