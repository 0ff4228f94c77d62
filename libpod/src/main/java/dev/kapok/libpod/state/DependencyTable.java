package dev.kapok.libpod.state;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.List;

/** Which containers join namespaces of which others, and so keep them from being removed. */
public final class DependencyTable {
  private final StateDatabase database;

  /** Works on this database. */
  public DependencyTable(StateDatabase database) {
    this.database = database;
  }

  /**
   * Records whom a new container needs.
   *
   * @throws KapokException NOT_FOUND where one of them was removed meanwhile
   */
  public void insert(Tx tx, ContainerConfig config) {
    List<String> needed = config.dependencies();
    for (int i = 0; i < needed.size(); i++) {
      try (SqlStatement insert =
          tx.prepare(
              "insert into dependencies (container, needs)"
                  + " select ?1, id from containers where id=?2 returning 1")) {
        if (!insert.bind(1, config.id()).bind(2, needed.get(i)).step()) {
          throw new KapokException(
              KapokException.Kind.NOT_FOUND,
              "no container with name or ID \"" + needed.get(i) + "\" found: no such container");
        }
      }
    }
  }

  /** Forgets whom a container needed. */
  public void delete(Tx tx, ContainerConfig config) {
    if (config.dependencies().isEmpty()) {
      return;
    }
    try (SqlStatement delete = tx.prepare("delete from dependencies where container=?1")) {
      delete.bind(1, config.id()).step();
    }
  }

  /** Returns the ids of those that need a container, in their order. */
  public List<String> dependents(String id) {
    List<String> ids = new ArrayList<>();
    try (SqlStatement query =
        database.prepare("select container from dependencies where needs=?1 order by 1")) {
      query.bind(1, id);
      while (query.step()) {
        ids.add(String.valueOf(query.text(0)));
      }
    }
    return ids;
  }

  /**
   * Makes sure that nobody needs a container.
   *
   * @throws KapokException EXISTS, naming those who do
   */
  public void requireNone(String id) {
    List<String> dependents = dependents(id);
    if (dependents.isEmpty()) {
      return;
    }
    StringBuilder names = new StringBuilder(dependents.get(0));
    for (int i = 1; i < dependents.size(); i++) {
      names.append(", ").append(dependents.get(i));
    }
    throw new KapokException(
        KapokException.Kind.EXISTS,
        "container "
            + id
            + " has dependent containers which must be removed before it: "
            + names
            + ": container already exists");
  }
}
