package dev.kapok.libpod.state;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Pod;
import dev.kapok.sys.sql.SqlException;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of pods. Which containers are in a pod stands in their rows. */
public final class PodTable {
  private static final String ROW =
      "select id, name, created, labels, infra, shared, cgroup, stops_with_last, command from pods";

  private final StateDatabase database;

  /** Works on this database. */
  public PodTable(StateDatabase database) {
    this.database = database;
  }

  /**
   * Adds a pod.
   *
   * @throws KapokException EXISTS where its name is taken, also by a container
   */
  public void insert(Tx tx, Pod pod) {
    if (new ContainerTable(database).idOfName(pod.name()) != null) {
      throw new KapokException(
          KapokException.Kind.EXISTS,
          "adding pod to state: name \"" + pod.name() + "\" is in use: container already exists");
    }
    try (SqlStatement insert =
        tx.prepare(
            "insert into pods (id, name, created, labels, infra, shared, cgroup, stops_with_last,"
                + " command) values (?1,?2,?3,?4,?5,?6,?7,?8,?9)")) {
      insert.bind(1, pod.id()).bind(2, pod.name()).bind(3, pod.created());
      insert.bind(4, ConfigWriter.map(pod.labels())).bind(5, pod.infra());
      insert.bind(6, ConfigWriter.list(pod.shared())).bind(7, pod.cgroup());
      insert.bind(8, pod.stopsWithLast() ? 1 : 0).bind(9, ConfigWriter.list(pod.createCommand()));
      insert.step();
    } catch (SqlException e) {
      throw e.code() == SqlException.CONSTRAINT ? nameTaken(pod.name(), e) : e;
    }
  }

  private KapokException nameTaken(String name, SqlException cause) {
    Pod owner = ofName(name);
    return new KapokException(
        KapokException.Kind.EXISTS,
        "adding pod to state: name \""
            + name
            + "\" is in use: pod already exists"
            + (owner == null ? "" : " (" + owner.id() + ")"),
        cause);
  }

  /**
   * Forgets a pod.
   *
   * @throws KapokException IN_USE where a container is in it
   */
  public void delete(Tx tx, String id) {
    try (SqlStatement delete = tx.prepare("delete from pods where id=?1")) {
      delete.bind(1, id).step();
    } catch (SqlException e) {
      if (e.code() != SqlException.CONSTRAINT) {
        throw e;
      }
      throw new KapokException(
          KapokException.Kind.IN_USE, "removing pod " + id + ": containers are in it", e);
    }
  }

  /** Returns all pods, newest first. */
  public List<Pod> rows() {
    return read(ROW + " order by created desc, id", null, null);
  }

  /** Returns the pod with this full id, or null. */
  public @Nullable Pod get(String id) {
    return first(read(ROW + " where id=?1", id, null));
  }

  /** Returns the pod with exactly this name, or null. */
  public @Nullable Pod ofName(String name) {
    return first(read(ROW + " where name=?1", name, null));
  }

  /** Returns the pod whose namespaces a container holds, or null. */
  public @Nullable Pod ofInfra(String container) {
    return first(read(ROW + " where infra=?1", container, null));
  }

  private static @Nullable Pod first(List<Pod> pods) {
    return pods.isEmpty() ? null : pods.get(0);
  }

  /**
   * Returns the pod that a name, an id or an unambiguous beginning of an id names.
   *
   * @throws KapokException NOT_FOUND, or INVALID where several ids begin so
   */
  public Pod find(String nameOrId) {
    List<Pod> found = read(ROW + " where name=?1 or id=?1 order by id=?1 desc", nameOrId, null);
    if (found.isEmpty() && !nameOrId.isEmpty()) {
      found = read(ROW + " where id>=?1 and id<?2 limit 2", nameOrId, nameOrId + "g");
      if (found.size() > 1) {
        throw new KapokException(
            KapokException.Kind.INVALID,
            "more than one pod has an id that begins with \"" + nameOrId + "\"");
      }
    }
    Pod pod = first(found);
    if (pod == null) {
      throw new KapokException(
          KapokException.Kind.NOT_FOUND,
          "no pod with name or ID " + nameOrId + " found: no such pod");
    }
    return pod;
  }

  /** Returns the ids of the containers in a pod, oldest first. */
  public List<String> members(String id) {
    List<String> ids = new ArrayList<>();
    try (SqlStatement query =
        database.prepare("select id from containers where pod=?1 order by created, id")) {
      query.bind(1, id);
      while (query.step()) {
        ids.add(String.valueOf(query.text(0)));
      }
    }
    return ids;
  }

  private List<Pod> read(String sql, @Nullable String first, @Nullable String second) {
    List<Pod> pods = new ArrayList<>();
    try (SqlStatement query = database.prepare(sql)) {
      if (first != null) {
        query.bind(1, first);
      }
      if (second != null) {
        query.bind(2, second);
      }
      while (query.step()) {
        pods.add(pod(query));
      }
    }
    return pods;
  }

  private static Pod pod(SqlStatement row) {
    return new Pod(
        text(row, 0),
        text(row, 1),
        row.integer(2),
        ConfigReader.map(text(row, 3)),
        row.text(4),
        ConfigReader.list(text(row, 5)),
        row.text(6),
        row.integer(7) != 0,
        ConfigReader.list(text(row, 8)));
  }

  private static String text(SqlStatement row, int column) {
    String text = row.text(column);
    return text == null ? "" : text;
  }
}
