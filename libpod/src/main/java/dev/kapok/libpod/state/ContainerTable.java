package dev.kapok.libpod.state;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.RootFsConfig;
import dev.kapok.libpod.model.Status;
import dev.kapok.sys.sql.SqlException;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of containers. */
public final class ContainerTable {
  private static final String ROW =
      "select id, name, config, status, pid, pid_start, conmon_pid, conmon_start, boot, started,"
          + " finished, exit_code, oom_killed, restarts, stopped_by_user, netns, error"
          + " from containers where ";

  private final StateDatabase database;

  /** Works on this database. */
  public ContainerTable(StateDatabase database) {
    this.database = database;
  }

  /**
   * Adds a container.
   *
   * @throws KapokException EXISTS where its name is taken
   */
  public void insert(Tx tx, Container container) {
    ContainerConfig config = container.config();
    requireNoPod(config.name());
    RootFsConfig rootFs = config.rootFs();
    try (SqlStatement insert =
        tx.prepare(
            "insert into containers (id, name, created, image, image_id, command, auto_remove,"
                + " labels, ports, mounts, network, config, status, pid, pid_start, conmon_pid,"
                + " conmon_start, boot, started, finished, exit_code, oom_killed, restarts,"
                + " stopped_by_user, pod) values (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,"
                + "0,0,0,0,'',0,0,0,0,0,0,?14)")) {
      insert.bind(1, config.id()).bind(2, config.name()).bind(3, config.created());
      insert.bind(4, firstOf(rootFs.imageName(), firstOf(rootFs.image(), rootFs.path())));
      insert.bind(5, firstOf(rootFs.imageId(), ""));
      insert.bind(6, ConfigWriter.list(config.process().words()));
      insert.bind(7, config.lifecycle().autoRemove() ? 1 : 0);
      insert.bind(8, ConfigWriter.map(config.labels()));
      insert.bind(9, ConfigWriter.ports(config.network().ports()));
      insert.bind(10, ConfigWriter.list(targets(config)));
      insert.bind(11, networkWords(config.network()));
      insert.bind(12, ConfigWriter.write(config));
      insert.bind(13, container.state().status().name()).bind(14, config.namespaces().pod());
      insert.step();
    } catch (SqlException e) {
      throw e.code() == SqlException.CONSTRAINT ? refused(config, e) : e;
    }
  }

  private void requireNoPod(String name) {
    try (SqlStatement query = database.prepare("select id from pods where name=?1")) {
      if (query.bind(1, name).step()) {
        throw new KapokException(
            KapokException.Kind.EXISTS,
            "the container name \""
                + name
                + "\" is already in use by pod "
                + query.text(0)
                + ": pod already exists");
      }
    }
  }

  private KapokException refused(ContainerConfig config, SqlException cause) {
    String pod = config.namespaces().pod();
    if (pod != null && idOfName(config.name()) == null) {
      // Somebody removed it since the request was completed.
      return new KapokException(
          KapokException.Kind.NOT_FOUND,
          "no pod with name or ID " + pod + " found: no such pod",
          cause);
    }
    return nameTaken(config.name(), cause);
  }

  private KapokException nameTaken(String name, SqlException cause) {
    String owner = idOfName(name);
    return new KapokException(
        KapokException.Kind.EXISTS,
        "the container name \""
            + name
            + "\" is already in use by "
            + (owner == null ? "another container" : owner)
            + ". You have to remove that container to be able to reuse that name: that name is"
            + " already in use",
        cause);
  }

  /** Returns the id of the container with exactly this name, or null. */
  public @Nullable String idOfName(String name) {
    try (SqlStatement query = database.prepare("select id from containers where name=?1")) {
      return query.bind(1, name).step() ? query.text(0) : null;
    }
  }

  /** The mode, and after a blank the networks with commas between. */
  private static String networkWords(NetworkConfig network) {
    String mode = network.mode().name();
    List<NetworkAttachment> networks = network.networks();
    if (networks.isEmpty()) {
      return mode;
    }
    StringBuilder words = new StringBuilder(mode);
    for (int i = 0; i < networks.size(); i++) {
      words.append(i == 0 ? ' ' : ',').append(networks.get(i).network());
    }
    return words.toString();
  }

  private static String firstOf(@Nullable String first, @Nullable String second) {
    return first != null ? first : second != null ? second : "";
  }

  private static List<String> targets(ContainerConfig config) {
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < config.mounts().size(); i++) {
      targets.add(config.mounts().get(i).target());
    }
    return targets;
  }

  /** Records a container's new state. */
  public void save(Tx tx, String id, ContainerState state) {
    try (SqlStatement update =
        tx.prepare(
            "update containers set status=?2, pid=?3, pid_start=?4, conmon_pid=?5,"
                + " conmon_start=?6, boot=?7, started=?8, finished=?9, exit_code=?10,"
                + " oom_killed=?11, restarts=?12, stopped_by_user=?13, netns=?14, error=?15"
                + " where id=?1")) {
      update.bind(1, id).bind(2, state.status().name()).bind(3, state.pid());
      update.bind(4, state.pidStart()).bind(5, state.conmonPid()).bind(6, state.conmonStart());
      update.bind(7, state.boot()).bind(8, state.started()).bind(9, state.finished());
      update.bind(10, state.exitCode()).bind(11, state.oomKilled() ? 1 : 0);
      update.bind(12, state.restarts()).bind(13, state.stoppedByUser() ? 1 : 0);
      update.bind(14, state.netns()).bind(15, state.error());
      update.step();
    }
  }

  /**
   * Gives a container another name.
   *
   * @throws KapokException EXISTS where the name is taken
   */
  public void rename(Tx tx, String id, String name) {
    try (SqlStatement update = tx.prepare("update containers set name=?2 where id=?1")) {
      update.bind(1, id).bind(2, name).step();
    } catch (SqlException e) {
      throw e.code() == SqlException.CONSTRAINT ? nameTaken(name, e) : e;
    }
  }

  /** Records which networks a container is on. */
  public void saveNetworks(Tx tx, ContainerConfig config) {
    try (SqlStatement update =
        tx.prepare("update containers set config=?2, network=?3 where id=?1")) {
      update.bind(1, config.id()).bind(2, ConfigWriter.write(config));
      update.bind(3, networkWords(config.network())).step();
    }
  }

  /** Gives all containers another low-level runtime, by its path. */
  public void changeRuntime(Tx tx, String runtime) {
    try (SqlStatement update =
        tx.prepare("update containers set config=json_set(config, '$.runtime', ?1)")) {
      update.bind(1, runtime).step();
    }
  }

  /** Forgets a container. */
  public void delete(Tx tx, String id) {
    try (SqlStatement delete = tx.prepare("delete from containers where id=?1")) {
      delete.bind(1, id).step();
    }
  }

  /** Returns the container with this full id, or null. */
  public @Nullable Container get(String id) {
    try (SqlStatement query = database.prepare(ROW + "id=?1")) {
      return query.bind(1, id).step() ? container(query) : null;
    }
  }

  /**
   * Returns the container that a name, an id or an unambiguous beginning of an id names.
   *
   * @throws KapokException NOT_FOUND, or INVALID where several ids begin so
   */
  public Container find(String nameOrId) {
    try (SqlStatement exact = database.prepare(ROW + "name=?1 or id=?1 order by id=?1 desc")) {
      if (!nameOrId.isEmpty() && exact.bind(1, nameOrId).step()) {
        return container(exact);
      }
    }
    if (isHex(nameOrId)) {
      try (SqlStatement prefix = database.prepare(ROW + "id>=?1 and id<?2 limit 2")) {
        if (prefix.bind(1, nameOrId).bind(2, nameOrId + "g").step()) {
          Container found = container(prefix);
          if (prefix.step()) {
            throw new KapokException(
                KapokException.Kind.INVALID,
                "more than one container has an id that begins with \"" + nameOrId + "\"");
          }
          return found;
        }
      }
    }
    throw new KapokException(
        KapokException.Kind.NOT_FOUND,
        "no container with name or ID \"" + nameOrId + "\" found: no such container");
  }

  /**
   * Returns the id of the one container that a name or a beginning of an id names, if no process of
   * it is recorded; null where {@link #find} has to decide. Reads no configuration.
   */
  public @Nullable String findResting(String nameOrId) {
    try (SqlStatement query =
        database.prepare(
            "select id, status from containers where name=?1 or (id>=?1 and id<?2) limit 2")) {
      query.bind(1, nameOrId).bind(2, isHex(nameOrId) ? nameOrId + "g" : nameOrId);
      if (!query.step() || Status.parse(firstOf(query.text(1), "")).hasProcess()) {
        return null;
      }
      String id = query.text(0);
      return query.step() ? null : id;
    }
  }

  private static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static Container container(SqlStatement row) {
    String id = firstOf(row.text(0), "");
    ContainerConfig config =
        ConfigReader.read(id, firstOf(row.text(1), ""), firstOf(row.text(2), "{}"));
    return new Container(config, state(row));
  }

  private static ContainerState state(SqlStatement row) {
    return new ContainerState(
        Status.parse(firstOf(row.text(3), "")),
        (int) row.integer(4),
        row.integer(5),
        (int) row.integer(6),
        row.integer(7),
        firstOf(row.text(8), ""),
        row.integer(9),
        row.integer(10),
        (int) row.integer(11),
        row.integer(12) != 0,
        (int) row.integer(13),
        row.integer(14) != 0,
        row.text(15),
        row.text(16));
  }

  /** Tells whether a container has this id. */
  public boolean has(String id) {
    try (SqlStatement query = database.prepare("select 1 from containers where id=?1")) {
      return query.bind(1, id).step();
    }
  }

  /** Returns the ids of all images that containers use. */
  public Set<String> images() {
    Set<String> ids = new HashSet<>();
    try (SqlStatement query =
        database.prepare("select image_id from containers union select image from image_uses")) {
      while (query.step()) {
        ids.add(firstOf(query.text(0), ""));
      }
    }
    return ids;
  }

  /** Records that a container mounts an image; that ends with the container's row. */
  public void useImage(Tx tx, String imageId, String container) {
    try (SqlStatement insert =
        tx.prepare("insert or ignore into image_uses (image, container) values (?1, ?2)")) {
      insert.bind(1, imageId).bind(2, container).step();
    }
  }

  /** Returns the ids of all containers that are made of an image or mount it. */
  public List<String> ofImage(String imageId) {
    List<String> ids = new ArrayList<>();
    try (SqlStatement query =
        database.prepare(
            "select id from containers where image_id=?1 or id in"
                + " (select container from image_uses where image=?1) order by created")) {
      query.bind(1, imageId);
      while (query.step()) {
        ids.add(firstOf(query.text(0), ""));
      }
    }
    return ids;
  }
}
