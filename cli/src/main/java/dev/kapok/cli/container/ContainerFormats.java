package dev.kapok.cli.container;

import dev.kapok.cli.format.Headings;
import dev.kapok.cli.format.OutputFormat;
import dev.kapok.cli.format.TimeText;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.model.Status;
import dev.kapok.sys.json.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code ps --format}: JSON, or a template with podman's names. */
final class ContainerFormats {
  private static final long SECOND = 1_000_000_000L;

  /** What Go's zero time is in seconds since the epoch. */
  private static final long GO_ZERO = -62_135_596_800L;

  private static final Map<String, String> HEADINGS =
      Map.of(
          "ID",
          "CONTAINER ID",
          "Pod",
          "POD ID",
          "PodName",
          "PODNAME",
          "CreatedHuman",
          "CREATED",
          "RunningFor",
          "CREATED");

  private final ContainerText text;
  private final boolean size;

  ContainerFormats(long now, boolean whole, boolean size) {
    this.text = new ContainerText(now, whole);
    this.size = size;
  }

  String render(String format, List<ContainerSummary> containers, boolean noHeading) {
    if (OutputFormat.isJson(format)) {
      return json(containers);
    }
    // Local time costs more than all the rest, so only who asks for it pays for it.
    boolean created = format.contains("Created") || format.contains("json");
    List<Map<String, Object>> rows = new ArrayList<>();
    for (int i = 0; i < containers.size(); i++) {
      rows.add(row(containers.get(i), created));
    }
    Map<String, Object> names = rows.isEmpty() ? row(EMPTY, false) : rows.get(0);
    return new OutputFormat("ps", format).render(Headings.of(names, HEADINGS), rows, noHeading);
  }

  /** Stands for a row where there is none, so that a table has its headings all the same. */
  private static final ContainerSummary EMPTY =
      new ContainerSummary(
          "000000000000",
          "",
          "",
          "",
          List.of(),
          0,
          Status.CONFIGURED,
          0,
          0,
          0,
          0,
          0,
          false,
          Map.of(),
          List.of(),
          List.of(),
          "",
          "",
          "",
          false,
          0,
          0);

  private Map<String, Object> row(ContainerSummary container, boolean dates) {
    String created = dates ? TimeText.go(container.created()) : "";
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("ID", text.id(container));
    row.put("Names", container.name());
    row.put("Image", container.image());
    row.put("ImageID", container.imageId());
    row.put("Command", text.command(container));
    row.put("Created", created);
    row.put("CreatedAt", created);
    row.put("CreatedHuman", text.created(container));
    row.put("RunningFor", text.created(container));
    row.put("State", container.status().word());
    row.put("Status", text.status(container));
    row.put("StartedAt", seconds(container.started()));
    row.put("Exited", isExited(container));
    row.put("ExitedAt", seconds(container.finished()));
    row.put("ExitCode", (long) container.exitCode());
    row.put("Pid", (long) container.pid());
    row.put("Restarts", (long) container.restarts());
    row.put("AutoRemove", container.autoRemove());
    row.put("Labels", container.labels());
    row.put("Mounts", container.mounts());
    row.put("Networks", container.network());
    row.put("Ports", PortText.of(container.ports()));
    row.put("Size", size ? ContainerText.size(container) : "");
    row.put("Pod", text.pod(container));
    row.put("PodName", container.podName());
    row.put("IsInfra", container.infra());
    return row;
  }

  private String json(List<ContainerSummary> containers) {
    JsonWriter json = new JsonWriter("  ");
    json.beginArray();
    for (int i = 0; i < containers.size(); i++) {
      write(json, containers.get(i));
    }
    return json.endArray() + "\n";
  }

  private void write(JsonWriter json, ContainerSummary container) {
    json.beginObject();
    json.field("AutoRemove", container.autoRemove());
    json.strings("Command", container.command());
    json.field("CreatedAt", text.created(container));
    json.field("Exited", isExited(container));
    json.field("ExitedAt", seconds(container.finished()));
    json.field("ExitCode", container.exitCode());
    json.field("Id", container.id());
    json.field("Image", container.image());
    json.field("ImageID", container.imageId());
    json.field("IsInfra", container.infra());
    json.name("Labels");
    dev.kapok.sys.json.Json.write(json, container.labels());
    json.strings("Mounts", container.mounts());
    json.strings("Names", List.of(container.name()));
    json.name("Namespaces").beginObject().endObject();
    json.strings(
        "Networks",
        container.network().isEmpty() ? List.of() : List.of(container.network().split(",")));
    json.field("Pid", container.pid());
    json.field("Pod", container.pod());
    json.field("PodName", container.podName());
    writePorts(json, container);
    json.field("Restarts", container.restarts());
    if (size && container.rwSize() >= 0) {
      json.name("Size").beginObject();
      json.field("rootFsSize", container.rootFsSize()).field("rwSize", container.rwSize());
      json.endObject();
    } else {
      json.name("Size").nullValue();
    }
    json.field("StartedAt", seconds(container.started()));
    json.field("State", container.status().word());
    json.field("Status", text.status(container));
    json.field("Created", container.created() / SECOND);
    json.endObject();
  }

  private static void writePorts(JsonWriter json, ContainerSummary container) {
    json.name("Ports").beginArray();
    for (int i = 0; i < container.ports().size(); i++) {
      var port = container.ports().get(i);
      json.beginObject();
      json.field("host_ip", port.hostIp()).field("container_port", port.containerPort());
      json.field("host_port", port.hostPort()).field("range", port.count());
      json.field("protocol", port.protocol());
      json.endObject();
    }
    json.endArray();
  }

  private static boolean isExited(ContainerSummary container) {
    return container.status() == Status.EXITED || container.status() == Status.STOPPED;
  }

  private static long seconds(long nanos) {
    return nanos == 0 ? GO_ZERO : nanos / SECOND;
  }
}
