package dev.kapok.libpod.state;

import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.HostConfig;
import dev.kapok.libpod.model.LifecycleConfig;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.NamespacesConfig;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.ProcessConfig;
import dev.kapok.libpod.model.ResourcesConfig;
import dev.kapok.libpod.model.RestartPolicy;
import dev.kapok.libpod.model.RootFsConfig;
import dev.kapok.libpod.model.SecurityConfig;
import dev.kapok.sys.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ConfigWriter} wrote. Members that are missing have their type's empty value;
 * unknown ones are skipped, so that an older engine reads what a newer one wrote.
 */
final class ConfigReader {
  private final JsonReader json;
  private final Fields top;

  private ConfigReader(String document) {
    json = new JsonReader(document);
    top = new Fields(json);
  }

  static ContainerConfig read(String id, String name, String document) {
    return new ConfigReader(document).container(id, name);
  }

  private ContainerConfig container(String id, String name) {
    RootFsConfig rootFs = null;
    ProcessConfig process = null;
    NetworkConfig network = null;
    NamespacesConfig namespaces = null;
    SecurityConfig security = null;
    ResourcesConfig resources = null;
    HostConfig host = null;
    LifecycleConfig lifecycle = null;
    List<MountConfig> mounts = new ArrayList<>();
    json.beginObject();
    while (json.hasNext()) {
      String field = json.nextName();
      switch (field) {
        case "rootFs" -> rootFs = rootFs(Fields.object(json));
        case "process" -> process = process(Fields.object(json));
        case "network" -> network = ConfigParts.network(Fields.object(json));
        case "namespaces" -> namespaces = ConfigParts.namespaces(Fields.object(json));
        case "security" -> security = security(Fields.object(json));
        case "resources" -> resources = resources(Fields.object(json));
        case "host" -> host = ConfigParts.host(Fields.object(json));
        case "lifecycle" -> lifecycle = lifecycle(Fields.object(json));
        case "mounts" -> ConfigParts.mounts(json, mounts);
        default -> top.read(field);
      }
    }
    json.endObject();
    return new ContainerConfig(
        id,
        name,
        top.number("created"),
        top.text("runtime", ""),
        top.map("labels"),
        top.map("annotations"),
        present(rootFs, id),
        present(process, id),
        mounts,
        present(network, id),
        present(namespaces, id),
        present(security, id),
        present(resources, id),
        present(host, id),
        present(lifecycle, id));
  }

  private static <T> T present(@Nullable T part, String id) {
    if (part == null) {
      throw new IllegalStateException("the record of container " + id + " is incomplete");
    }
    return part;
  }

  private static RootFsConfig rootFs(Fields fields) {
    return new RootFsConfig(
        fields.text("image"),
        fields.text("imageId"),
        fields.text("imageName"),
        fields.text("topLayer"),
        fields.text("path"),
        fields.flag("readOnly"),
        fields.flag("readOnlyTmpfs"));
  }

  private static ProcessConfig process(Fields fields) {
    return new ProcessConfig(
        fields.listOrNull("entrypoint"),
        fields.listOrNull("command"),
        fields.list("env"),
        fields.text("workdir"),
        fields.flag("workdirAsked"),
        fields.text("user"),
        fields.list("groups"),
        fields.flag("terminal"),
        fields.flag("stdinOpen"),
        fields.text("umask", "0022"));
  }

  private static SecurityConfig security(Fields fields) {
    return new SecurityConfig(
        fields.flag("privileged"),
        fields.list("capAdd"),
        fields.list("capDrop"),
        fields.flag("noNewPrivileges"),
        fields.text("seccomp"),
        fields.list("mask"),
        fields.list("unmask"));
  }

  private static ResourcesConfig resources(Fields fields) {
    return new ResourcesConfig(
        fields.numberOrNull("memory"),
        fields.numberOrNull("memorySwap"),
        fields.numberOrNull("memoryReservation"),
        fields.numberOrNull("cpuShares"),
        fields.numberOrNull("cpuPeriod"),
        fields.numberOrNull("cpuQuota"),
        fields.text("cpusetCpus"),
        fields.text("cpusetMems"),
        fields.numberOrNull("pidsLimit"));
  }

  private static LifecycleConfig lifecycle(Fields fields) {
    Long stopSignal = fields.numberOrNull("stopSignal");
    return new LifecycleConfig(
        fields.flag("autoRemove"),
        new RestartPolicy(
            ConfigParts.restartKind(fields.text("restart", "NO")), (int) fields.number("retries")),
        stopSignal == null ? null : Integer.valueOf(stopSignal.intValue()),
        (int) fields.number("stopTimeout"),
        fields.text("logDriver", "k8s-file"),
        fields.text("logPath"),
        fields.number("logSizeMax"),
        fields.text("conmonPidFile"),
        fields.text("pidFile"),
        fields.list("createCommand"));
  }

  /** Reads an object of texts. */
  static Map<String, String> map(String document) {
    return document.equals("{}") ? Map.of() : Fields.readMap(new JsonReader(document));
  }

  /** Reads an array of texts. */
  static List<String> list(String document) {
    return document.equals("[]") ? List.of() : new JsonReader(document).nextStrings();
  }
}
