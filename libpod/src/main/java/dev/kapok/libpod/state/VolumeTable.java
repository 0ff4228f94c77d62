package dev.kapok.libpod.state;

import dev.kapok.libpod.VolumeSummary;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import dev.kapok.sys.sql.Tx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of volumes, and which containers use them. */
public final class VolumeTable {
  private static final String ALL =
      "select name, created, anonymous, labels, options,"
          + " (select count(*) from volume_uses where volume=name) from volumes";

  private final StateDatabase database;

  /** Works on this database. */
  public VolumeTable(StateDatabase database) {
    this.database = database;
  }

  /**
   * Records a volume.
   *
   * @return false where one of this name is recorded, which stays as it is
   */
  public boolean put(Tx tx, VolumeSummary volume) {
    if (has(volume.name())) {
      return false;
    }
    try (SqlStatement insert =
        tx.prepare(
            "insert into volumes (name, created, anonymous, labels, options)"
                + " values (?1, ?2, ?3, ?4, ?5)")) {
      insert.bind(1, volume.name()).bind(2, volume.created()).bind(3, volume.anonymous() ? 1 : 0);
      insert.bind(4, volume.labels()).bind(5, volume.options()).step();
    }
    return true;
  }

  /** Returns the volume of a name, or null. */
  public @Nullable VolumeSummary get(String name) {
    List<VolumeSummary> found = read(ALL + " where name=?1", name);
    return found.isEmpty() ? null : found.get(0);
  }

  /** Returns the volumes whose names begin so, two at most. */
  public List<VolumeSummary> beginning(String start) {
    return read(ALL + " where substr(name, 1, length(?1))=?1 limit 2", start);
  }

  /** Returns all volumes by their names. */
  public List<VolumeSummary> rows() {
    return read(ALL + " order by name", null);
  }

  private List<VolumeSummary> read(String sql, @Nullable String value) {
    List<VolumeSummary> rows = new ArrayList<>();
    try (SqlStatement query = database.prepare(sql)) {
      if (value != null) {
        query.bind(1, value);
      }
      while (query.step()) {
        String name = query.text(0);
        String labels = query.text(3);
        String options = query.text(4);
        if (name != null && labels != null && options != null) {
          boolean anonymous = query.integer(2) != 0;
          int users = (int) query.integer(5);
          rows.add(new VolumeSummary(name, query.integer(1), anonymous, labels, options, users));
        }
      }
    }
    return rows;
  }

  /** Tells whether a volume is recorded. */
  public boolean has(String name) {
    try (SqlStatement query = database.prepare("select 1 from volumes where name=?1")) {
      return query.bind(1, name).step();
    }
  }

  /** Records that a container uses a volume. */
  public void use(Tx tx, String name, String container) {
    try (SqlStatement insert =
        tx.prepare("insert or ignore into volume_uses (volume, container) values (?1, ?2)")) {
      insert.bind(1, name).bind(2, container).step();
    }
  }

  /** Forgets what a container uses. */
  public void release(Tx tx, String container) {
    try (SqlStatement delete = tx.prepare("delete from volume_uses where container=?1")) {
      delete.bind(1, container).step();
    }
  }

  /** Forgets a volume; returns false where a container still uses it. */
  public boolean delete(Tx tx, String name) {
    try (SqlStatement query = tx.prepare("select 1 from volume_uses where volume=?1 limit 1")) {
      if (query.bind(1, name).step()) {
        return false;
      }
    }
    try (SqlStatement delete = tx.prepare("delete from volumes where name=?1")) {
      delete.bind(1, name).step();
    }
    return true;
  }

  /** Returns the ids of the containers that use a volume. */
  public List<String> users(String name) {
    try (SqlStatement query =
        database.prepare("select container from volume_uses where volume=?1")) {
      return texts(query.bind(1, name));
    }
  }

  /** Returns for each volume that is used the ids of the containers that use it. */
  public Map<String, List<String>> users() {
    Map<String, List<String>> users = new HashMap<>();
    try (SqlStatement query = database.prepare("select volume, container from volume_uses")) {
      while (query.step()) {
        String volume = query.text(0);
        String container = query.text(1);
        if (volume != null && container != null) {
          List<String> known = users.get(volume);
          if (known == null) {
            known = new ArrayList<>();
            users.put(volume, known);
          }
          known.add(container);
        }
      }
    }
    return users;
  }

  /** Returns the names of all volumes. */
  public Set<String> names() {
    try (SqlStatement query = database.prepare("select name from volumes")) {
      return new HashSet<>(texts(query));
    }
  }

  /** Returns the volumes that were made for a container without being named. */
  public List<String> anonymous(String container) {
    try (SqlStatement query =
        database.prepare(
            "select v.name from volumes v join volume_uses u on u.volume=v.name"
                + " where u.container=?1 and v.anonymous=1")) {
      return texts(query.bind(1, container));
    }
  }

  /** Returns for each container that uses any how many volumes it uses. */
  public Map<String, Integer> counts() {
    Map<String, Integer> counts = new HashMap<>();
    try (SqlStatement query =
        database.prepare("select container, count(*) from volume_uses group by container")) {
      while (query.step()) {
        String container = query.text(0);
        if (container != null) {
          counts.put(container, (int) query.integer(1));
        }
      }
    }
    return counts;
  }

  private static List<String> texts(SqlStatement query) {
    List<String> texts = new ArrayList<>();
    while (query.step()) {
      String text = query.text(0);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }
}
