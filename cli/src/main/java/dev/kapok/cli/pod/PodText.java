package dev.kapok.cli.pod;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.format.Headings;
import dev.kapok.cli.format.HumanTime;
import dev.kapok.cli.format.OutputFormat;
import dev.kapok.cli.format.TextTable;
import dev.kapok.cli.format.TimeText;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.PodSummary;
import dev.kapok.libpod.model.Pod;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What lists of pods show. */
final class PodText {
  private static final int SHORT_ID = 12;
  private static final Map<String, String> HEADINGS =
      Map.ofEntries(
          Map.entry("ID", "POD ID"),
          Map.entry("Id", "POD ID"),
          Map.entry("InfraID", "INFRA ID"),
          Map.entry("InfraId", "INFRA ID"),
          Map.entry("NumberOfContainers", "# OF CONTAINERS"),
          Map.entry("ContainerIds", "IDS"),
          Map.entry("ContainerNames", "NAMES"),
          Map.entry("ContainerStatuses", "STATUS"));

  /** Stands for a pod where there is none, so that a table has its headings all the same. */
  private static final PodSummary NONE =
      new PodSummary(
          new Pod("            ", "", 0, Map.of(), null, List.of(), null, false, List.of()),
          List.of());

  private final long now;
  private final boolean whole;

  /**
   * Writes for a moment.
   *
   * @param now in nanoseconds since the epoch
   * @param whole whether ids are not cut
   */
  PodText(long now, boolean whole) {
    this.now = now;
    this.whole = whole;
  }

  /** Returns an id a line. */
  String ids(List<PodSummary> pods) {
    StringBuilder ids = new StringBuilder();
    for (int i = 0; i < pods.size(); i++) {
      ids.append(id(pods.get(i).pod().id())).append('\n');
    }
    return ids.toString();
  }

  /** Returns the table that the command has anyway. */
  String table(Arguments arguments, List<PodSummary> pods) {
    TextTable table = new TextTable();
    boolean ids = arguments.flag("ctr-ids");
    boolean names = arguments.flag("ctr-names");
    boolean states = arguments.flag("ctr-status");
    boolean namespaces = arguments.flag("ns");
    boolean number = !ids && !names && !states;
    if (!arguments.flag("noheading")) {
      List<String> headings =
          new ArrayList<>(List.of("POD ID", "NAME", "STATUS", "CREATED", "INFRA ID"));
      add(headings, ids, "IDS");
      add(headings, names, "NAMES");
      add(headings, states, "STATUS");
      add(headings, namespaces, "CGROUP");
      add(headings, namespaces, "NAMESPACES");
      add(headings, number, "# OF CONTAINERS");
      table.row(headings);
    }
    for (int i = 0; i < pods.size(); i++) {
      PodSummary pod = pods.get(i);
      List<String> cells = new ArrayList<>();
      cells.add(id(pod.pod().id()));
      cells.add(pod.pod().name());
      cells.add(pod.status());
      cells.add(HumanTime.ago(pod.pod().created(), now));
      cells.add(id(pod.pod().infra()));
      add(cells, ids, of(pod, Field.ID));
      add(cells, names, of(pod, Field.NAME));
      add(cells, states, of(pod, Field.STATUS));
      add(cells, namespaces, cgroup(pod));
      add(cells, namespaces, joined(pod.pod().shared()));
      add(cells, number, Integer.toString(pod.containers().size()));
      table.row(cells);
    }
    return table.render();
  }

  private static void add(List<String> cells, boolean shown, String cell) {
    if (shown) {
      cells.add(cell);
    }
  }

  private enum Field {
    ID,
    NAME,
    STATUS
  }

  private String of(PodSummary pod, Field field) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < pod.containers().size(); i++) {
      ContainerSummary container = pod.containers().get(i);
      texts.add(
          switch (field) {
            case ID -> id(container.id());
            case NAME -> container.name();
            case STATUS -> container.status().word();
          });
    }
    return joined(texts);
  }

  private static String joined(List<String> texts) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      text.append(i > 0 ? "," : "").append(texts.get(i));
    }
    return text.toString();
  }

  private String id(@Nullable String id) {
    return id == null ? "" : whole ? id : id.substring(0, SHORT_ID);
  }

  private static String cgroup(PodSummary pod) {
    String path = pod.pod().cgroup();
    return path == null ? "" : path;
  }

  /** Returns JSON, or what a template makes of each pod. */
  String formatted(String format, List<PodSummary> pods, boolean noHeading) {
    if (OutputFormat.isJson(format)) {
      return json(pods);
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < pods.size(); i++) {
      rows.add(row(pods.get(i)));
    }
    return new OutputFormat("pod ps", format)
        .render(Headings.of(row(NONE), HEADINGS), rows, noHeading);
  }

  private Map<String, Object> row(PodSummary summary) {
    Pod pod = summary.pod();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("ID", id(pod.id()));
    row.put("Id", id(pod.id()));
    row.put("Name", pod.name());
    row.put("Status", summary.status());
    row.put("Created", HumanTime.ago(pod.created(), now));
    row.put("InfraID", id(pod.infra()));
    row.put("InfraId", id(pod.infra()));
    row.put("NumberOfContainers", (long) summary.containers().size());
    row.put("ContainerIds", of(summary, Field.ID));
    row.put("ContainerNames", of(summary, Field.NAME));
    row.put("ContainerStatuses", of(summary, Field.STATUS));
    row.put("Labels", pod.labels());
    row.put("Cgroup", cgroup(summary));
    row.put("Namespace", "");
    row.put("Networks", networks(summary));
    return row;
  }

  private static List<String> networks(PodSummary pod) {
    for (int i = 0; i < pod.containers().size(); i++) {
      ContainerSummary container = pod.containers().get(i);
      if (container.infra() && !container.network().isEmpty()) {
        return List.of(container.network().split(",", -1));
      }
    }
    return List.of();
  }

  private static String json(List<PodSummary> pods) {
    JsonWriter json = new JsonWriter("  ");
    json.beginArray();
    for (int i = 0; i < pods.size(); i++) {
      write(json, pods.get(i));
    }
    return json.endArray() + "\n";
  }

  private static void write(JsonWriter json, PodSummary summary) {
    Pod pod = summary.pod();
    json.beginObject().field("Cgroup", cgroup(summary)).name("Containers").beginArray();
    for (int i = 0; i < summary.containers().size(); i++) {
      ContainerSummary container = summary.containers().get(i);
      json.beginObject().field("Id", container.id()).field("Names", container.name());
      json.field("Status", container.status().word()).endObject();
    }
    json.endArray().field("Created", TimeText.rfc3339(pod.created())).field("Id", pod.id());
    json.field("InfraId", pod.infra() == null ? "" : pod.infra()).field("Name", pod.name());
    json.field("Namespace", "").strings("Networks", networks(summary));
    json.field("Status", summary.status()).name("Labels");
    Json.write(json, pod.labels());
    json.endObject();
  }
}
