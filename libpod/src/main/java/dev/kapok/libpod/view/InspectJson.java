package dev.kapok.libpod.view;

import dev.kapok.image.StoredImage;
import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.libpod.log.LogTime;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.RootFsConfig;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.spec.CapabilitySets;
import dev.kapok.storage.StorageException;
import dev.kapok.sys.json.JsonWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container as {@code podman container inspect} of version 4.3 shows it. What the engine does not
 * know is left out; what it does not have (health checks) has the value of its absence.
 */
public final class InspectJson {
  private final EngineParts parts;
  private final Container container;
  private final ContainerConfig config;
  private final JsonWriter json = new JsonWriter();

  private InspectJson(EngineParts parts, Container container) {
    this.parts = parts;
    this.container = container;
    this.config = container.config();
  }

  /** Returns the JSON object, without white space; with {@code size}, the sizes are measured. */
  public static String of(EngineParts parts, Container container, boolean size) {
    InspectJson inspect = new InspectJson(parts, container);
    inspect.write(size);
    return inspect.json.toString();
  }

  private void write(boolean size) {
    List<String> words = config.process().words();
    json.beginObject().field("Id", config.id()).field("Created", time(config.created()));
    json.field("Path", words.isEmpty() ? "" : words.get(0));
    json.strings("Args", words.isEmpty() ? words : words.subList(1, words.size()));
    state();
    image(size);
    String pod = config.namespaces().pod();
    json.field("Pod", orEmpty(pod));
    files();
    json.field("Name", config.name()).field("RestartCount", container.state().restarts());
    json.field("Driver", parts.config().storage().driver());
    json.field("MountLabel", "").field("ProcessLabel", "").field("AppArmorProfile", "");
    capabilities();
    json.strings("ExecIDs", parts.disk().list(parts.paths().inBundle(config.id(), "exec")));
    graphDriver();
    new InspectMounts(parts, json).write(config.mounts());
    json.strings("Dependencies", config.dependencies());
    new InspectNetwork(json).write(parts, container);
    boolean infra = pod != null && parts.pods().ofInfra(config.id()) != null;
    json.field("Namespace", "").field("IsInfra", infra).field("IsService", false);
    new InspectConfig(parts, json, config).write();
    new InspectHostConfig(parts, json, config).write();
    json.endObject();
  }

  private void state() {
    ContainerState state = container.state();
    Status status = state.status() == Status.STOPPED ? Status.EXITED : state.status();
    String error = state.error();
    json.name("State").beginObject().field("OciVersion", "1.0.2");
    json.field("Status", status.word());
    json.field("Running", status == Status.RUNNING || status == Status.STOPPING);
    json.field("Paused", status == Status.PAUSED).field("Restarting", false);
    json.field("OOMKilled", state.oomKilled()).field("Dead", false);
    json.field("Pid", state.pid());
    if (state.conmonPid() != 0) {
      json.field("ConmonPid", state.conmonPid());
    }
    json.field("ExitCode", state.exitCode()).field("Error", error == null ? "" : error);
    json.field("StartedAt", time(state.started())).field("FinishedAt", time(state.finished()));
    json.name("Health").beginObject().field("Status", "").field("FailingStreak", 0);
    json.name("Log").nullValue().endObject();
    json.field("CgroupPath", cgroupPath(state));
    json.field("CheckpointedAt", time(0)).field("RestoredAt", time(0)).endObject();
  }

  /** Returns the path that the kernel has for the process; empty where none runs. */
  private String cgroupPath(ContainerState state) {
    String text = state.pid() == 0 ? null : parts.disk().read("/proc/" + state.pid() + "/cgroup");
    String path = "";
    int from = 0;
    while (text != null && from < text.length()) {
      int newline = text.indexOf('\n', from);
      int end = newline < 0 ? text.length() : newline;
      String line = text.substring(from, end);
      int second = line.indexOf(':', line.indexOf(':') + 1);
      if (second > 0 && line.length() > path.length() + second + 1) {
        path = line.substring(second + 1);
      }
      from = end + 1;
    }
    return path;
  }

  private void image(boolean size) {
    RootFsConfig rootFs = config.rootFs();
    String id = rootFs.imageId();
    StoredImage image = id == null ? null : parts.images().find(id);
    json.field("Image", orEmpty(id));
    json.field("ImageDigest", image == null ? "" : orEmpty(image.digest()));
    json.field("ImageName", orEmpty(rootFs.imageName()));
    json.field("Rootfs", orEmpty(rootFs.path()));
    if (size && rootFs.path() == null) {
      LayerSizes sizes = new LayerSizes(parts);
      long rw = sizes.of(config.id(), container.state().status(), container.state().finished());
      sizes.keep();
      json.field("SizeRw", rw);
      json.field("SizeRootFs", rw + (image == null ? 0 : image.size()));
    }
  }

  private void capabilities() {
    ContainerDefaults defaults = parts.config().defaults();
    CapabilitySets sets = new CapabilitySets(parts.kernel(), config, defaults);
    listOrNull("EffectiveCaps", sets.effective());
    listOrNull("BoundingCaps", sets.bounding());
  }

  private void listOrNull(String name, List<String> list) {
    if (list.isEmpty()) {
      json.name(name).nullValue();
    } else {
      json.strings(name, list);
    }
  }

  /** Writes where the root file system's parts lie; null where its folder is somebody else's. */
  private void graphDriver() {
    json.name("GraphDriver");
    Map<String, String> folders = null;
    if (config.rootFs().path() == null) {
      try {
        folders = parts.layers().folders(config.id());
      } catch (StorageException e) {
        folders = null; // a layer is lost: the rest is worth being seen
      }
    }
    if (folders == null) {
      json.nullValue();
      return;
    }
    json.beginObject().field("Name", parts.config().storage().driver());
    json.name("Data").beginObject();
    for (Map.Entry<String, String> folder : folders.entrySet()) {
      json.field(folder.getKey(), folder.getValue());
    }
    json.endObject().endObject();
  }

  private void files() {
    String id = config.id();
    json.field("ResolvConfPath", existing(parts.paths().inBundle(id, "resolv.conf")));
    json.field("HostnamePath", existing(parts.paths().inBundle(id, "hostname")));
    json.field("HostsPath", existing(parts.paths().inBundle(id, "hosts")));
    json.field("StaticDir", parts.paths().container(id));
    String spec = existing(parts.paths().inBundle(id, "config.json"));
    if (!spec.isEmpty()) {
      json.field("OCIConfigPath", spec);
    }
    json.field("OCIRuntime", config.runtime().substring(config.runtime().lastIndexOf('/') + 1));
    String conmonPidFile = config.lifecycle().conmonPidFile();
    json.field(
        "ConmonPidFile",
        conmonPidFile == null ? parts.paths().inBundle(id, "conmon.pid") : conmonPidFile);
    String pidFile = config.lifecycle().pidFile();
    json.field("PidFile", pidFile == null ? parts.paths().inBundle(id, "pidfile") : pidFile);
  }

  private String existing(String path) {
    return parts.disk().exists(path) ? path : "";
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Returns a time as Go writes it; 0 is Go's zero time. */
  public static String time(long nanos) {
    return nanos == 0 ? "0001-01-01T00:00:00Z" : LogTime.format(nanos);
  }
}
