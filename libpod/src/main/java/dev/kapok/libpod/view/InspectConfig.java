package dev.kapok.libpod.view;

import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.LifecycleConfig;
import dev.kapok.libpod.model.ProcessConfig;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.json.JsonWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The part of inspect that describes the process and its labels. */
final class InspectConfig {
  private static final int SIGTERM = 15;

  private final EngineParts parts;
  private final JsonWriter json;
  private final ContainerConfig config;

  InspectConfig(EngineParts parts, JsonWriter json, ContainerConfig config) {
    this.parts = parts;
    this.json = json;
    this.config = config;
  }

  void write() {
    ProcessConfig process = config.process();
    LifecycleConfig lifecycle = config.lifecycle();
    json.name("Config").beginObject().field("Hostname", hostname()).field("Domainname", "");
    json.field("User", process.user() == null ? "" : process.user());
    json.field("AttachStdin", false).field("AttachStdout", false).field("AttachStderr", false);
    json.field("Tty", process.terminal()).field("OpenStdin", process.stdinOpen());
    json.field("StdinOnce", false).strings("Env", process.env());
    list("Cmd", process.command());
    json.field("Image", config.rootFs().imageName() == null ? "" : config.rootFs().imageName());
    json.name("Volumes").nullValue();
    json.field("WorkingDir", process.workdir() == null ? "/" : process.workdir());
    List<String> entrypoint = process.entrypoint();
    json.field("Entrypoint", entrypoint == null ? "" : joined(entrypoint));
    json.name("OnBuild").nullValue();
    map("Labels", config.labels());
    map("Annotations", config.annotations());
    Integer stopSignal = lifecycle.stopSignal();
    json.field("StopSignal", stopSignal == null ? SIGTERM : stopSignal.longValue());
    json.field("HealthcheckOnFailureAction", "none");
    json.strings("CreateCommand", lifecycle.createCommand());
    json.field("Umask", process.umask()).field("Timeout", 0);
    json.field("StopTimeout", lifecycle.stopTimeout()).field("Passwd", true);
    json.field("sdNotifyMode", "ignore").endObject();
  }

  private String hostname() {
    String own = config.ownHostname();
    if (own != null) {
      return own;
    }
    String host = parts.disk().read("/proc/sys/kernel/hostname");
    return host == null ? "" : host.trim();
  }

  private static String joined(List<String> words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      text.append(i == 0 ? "" : " ").append(words.get(i));
    }
    return text.toString();
  }

  private void list(String name, @Nullable List<String> words) {
    if (words == null || words.isEmpty()) {
      json.name(name).nullValue();
    } else {
      json.strings(name, words);
    }
  }

  private void map(String name, Map<String, String> map) {
    json.name(name);
    if (map.isEmpty()) {
      json.nullValue();
      return;
    }
    json.beginObject();
    for (Map.Entry<String, String> entry : new TreeMap<>(map).entrySet()) {
      json.field(entry.getKey(), entry.getValue());
    }
    json.endObject();
  }
}
