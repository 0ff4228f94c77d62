package dev.kapok.libpod.state;

import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which containers join which networks, by the networks' names, and so keep those from being
 * removed. A container's rows go with it.
 */
public final class NetworkUseTable {
  private final StateDatabase database;

  /** Works on this database. */
  public NetworkUseTable(StateDatabase database) {
    this.database = database;
  }

  /**
   * Records that a container joins a network. In the same transaction the caller looks whether the
   * network is still defined; afterwards it cannot be removed.
   */
  public void use(Tx tx, String network, String container) {
    try (SqlStatement insert =
        tx.prepare("insert or ignore into network_uses (network, container) values (?1, ?2)")) {
      insert.bind(1, network).bind(2, container).step();
    }
  }

  /** Records that a container left a network. */
  public void release(Tx tx, String network, String container) {
    try (SqlStatement delete =
        tx.prepare("delete from network_uses where network=?1 and container=?2")) {
      delete.bind(1, network).bind(2, container).step();
    }
  }

  /** Returns the ids of the containers on a network, in their order. */
  public List<String> users(String network) {
    return texts("select container from network_uses where network=?1 order by 1", network);
  }

  /** Returns the names of a container's networks, in their order. */
  public List<String> networks(String container) {
    return texts("select network from network_uses where container=?1 order by 1", container);
  }

  private List<String> texts(String sql, String value) {
    List<String> texts = new ArrayList<>();
    try (SqlStatement query = database.prepare(sql)) {
      query.bind(1, value);
      while (query.step()) {
        texts.add(String.valueOf(query.text(0)));
      }
    }
    return texts;
  }

  /** Returns how many containers each network has that has any. */
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new HashMap<>();
    try (SqlStatement query =
        database.prepare("select network, count(*) from network_uses group by network")) {
      while (query.step()) {
        counts.put(String.valueOf(query.text(0)), (int) query.integer(1));
      }
    }
    return counts;
  }
}
