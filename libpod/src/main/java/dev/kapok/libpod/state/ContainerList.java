package dev.kapok.libpod.state;

import dev.kapok.libpod.model.PortMapping;
import dev.kapok.libpod.model.Status;
import dev.kapok.sys.json.JsonReader;
import dev.kapok.sys.sql.SqlStatement;
import dev.kapok.sys.sql.StateDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The list of containers: one query over real columns. */
public final class ContainerList {
  private static final String COLUMNS =
      "select c.id, c.name, image, image_id, c.command, c.created, status, started, finished,"
          + " exit_code, pid, pid_start, conmon_pid, conmon_start, boot, restarts, auto_remove,"
          + " c.labels, ports, mounts, network, pod, p.name, p.infra=c.id"
          + " from containers c left join pods p on p.id=pod order by c.created desc, c.id";

  private final StateDatabase database;

  // What texts mean: containers of one image have most of them in common.
  private final Map<String, List<String>> lists = new HashMap<>();
  private final Map<String, Map<String, String>> maps = new HashMap<>();
  private final Map<String, Status> statuses = new HashMap<>();
  private final Map<String, String> networks = new HashMap<>();

  /** Works on this database. */
  public ContainerList(StateDatabase database) {
    this.database = database;
  }

  /**
   * One container as the table has it.
   *
   * @param command entrypoint and arguments
   * @param mounts the targets of mounts
   * @param network the mode's word: "host", "none", "pasta" …; or networks with commas between
   * @param pidStart the start time of its process
   * @param conmonStart the start time of its monitor
   * @param boot the boot in which it was started
   * @param pod the id of its pod, empty for none
   * @param podName that pod's name
   * @param infra whether it holds that pod's namespaces
   */
  public record Row(
      String id,
      String name,
      String image,
      String imageId,
      List<String> command,
      long created,
      Status status,
      long started,
      long finished,
      int exitCode,
      int pid,
      long pidStart,
      int conmonPid,
      long conmonStart,
      String boot,
      int restarts,
      boolean autoRemove,
      Map<String, String> labels,
      List<PortMapping> ports,
      List<String> mounts,
      String network,
      String pod,
      String podName,
      boolean infra) {}

  /** Returns all containers, newest first. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    try (SqlStatement query = database.prepare(COLUMNS)) {
      while (query.step()) {
        rows.add(row(query));
      }
    }
    return rows;
  }

  private Row row(SqlStatement row) {
    return new Row(
        text(row, 0),
        text(row, 1),
        text(row, 2),
        text(row, 3),
        list(text(row, 4)),
        row.integer(5),
        status(text(row, 6)),
        row.integer(7),
        row.integer(8),
        (int) row.integer(9),
        (int) row.integer(10),
        row.integer(11),
        (int) row.integer(12),
        row.integer(13),
        text(row, 14),
        (int) row.integer(15),
        row.integer(16) != 0,
        map(text(row, 17)),
        ports(text(row, 18)),
        list(text(row, 19)),
        network(text(row, 20)),
        text(row, 21),
        text(row, 22),
        row.integer(23) != 0);
  }

  private Status status(String name) {
    Status status = statuses.get(name);
    if (status == null) {
      status = Status.parse(name);
      statuses.put(name, status);
    }
    return status;
  }

  private String network(String mode) {
    String word = networks.get(mode);
    if (word == null) {
      int blank = mode.indexOf(' ');
      word = blank < 0 ? mode.toLowerCase(Locale.ROOT) : mode.substring(blank + 1);
      networks.put(mode, word);
    }
    return word;
  }

  private List<String> list(String json) {
    List<String> list = lists.get(json);
    if (list == null) {
      list = ConfigReader.list(json);
      lists.put(json, list);
    }
    return list;
  }

  private Map<String, String> map(String json) {
    Map<String, String> map = maps.get(json);
    if (map == null) {
      map = ConfigReader.map(json);
      maps.put(json, map);
    }
    return map;
  }

  private static List<PortMapping> ports(String json) {
    return json.equals("[]") ? List.of() : ConfigParts.ports(new JsonReader(json));
  }

  private static String text(SqlStatement row, int column) {
    String text = row.text(column);
    return text == null ? "" : text;
  }
}
