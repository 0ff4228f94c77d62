package dev.kapok.libpod.connect;

import dev.kapok.network.cni.Attachment;
import dev.kapok.network.cni.CniException;
import dev.kapok.network.cni.CniPlugin;
import dev.kapok.network.cni.GcAttachment;
import dev.kapok.network.cni.PluginCall;
import dev.kapok.network.plugin.BuiltinPlugins;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A built-in CNI plugin as the program that others would call (CNI SPEC.md, "Execution Protocol"):
 * it takes its orders from the environment and its standard input.
 */
public final class PluginProgram {
  private static final int LARGEST = 1 << 24;

  private final Kernel kernel;
  private final List<String> env;
  private final String lockFolder;

  /** Speaks for the built-in plugins. */
  public PluginProgram(Kernel kernel, List<String> env, String lockFolder) {
    this.kernel = kernel;
    this.env = List.copyOf(env);
    this.lockFolder = lockFolder;
  }

  /**
   * What the plugin answers.
   *
   * @param ok false for an error object
   * @param json "" where there is nothing to say
   */
  public record Answer(boolean ok, String json) {}

  /** Does what the environment says. */
  public Answer run(String type) {
    CniPlugin plugin = new BuiltinPlugins(kernel, env, Set.of(), lockFolder).find(type);
    if (plugin == null) {
      return failed(CniException.GENERIC, "there is no built-in plugin " + type);
    }
    try {
      return command(plugin, variable("CNI_COMMAND"));
    } catch (CniException e) {
      return failed(e.code(), e.msg());
    } catch (JsonException e) {
      return failed(CniException.DECODING_FAILURE, String.valueOf(e.getMessage()));
    }
  }

  private Answer command(CniPlugin plugin, String command) {
    if (command.equals("VERSION")) {
      Map<String, Object> versions = new LinkedHashMap<>();
      versions.put("cniVersion", plugin.versions().getLast());
      versions.put("supportedVersions", plugin.versions());
      return new Answer(true, Json.write(versions, null));
    }
    Map<String, Object> conf = Json.parseObject(input());
    PluginCall call = new PluginCall(conf, attachment(), split(variable("CNI_PATH"), ':'));
    switch (command) {
      case "ADD" -> {
        return new Answer(true, Json.write(plugin.add(call), null));
      }
      case "DEL" -> plugin.del(call);
      case "CHECK" -> plugin.check(call);
      case "GC" -> plugin.gc(call, valid(conf));
      case "STATUS" -> plugin.status(call);
      default -> {
        return failed(
            CniException.INVALID_ENVIRONMENT, "CNI_COMMAND \"" + command + "\" is unknown");
      }
    }
    return new Answer(true, "");
  }

  private Attachment attachment() {
    Map<String, Object> arguments = new LinkedHashMap<>();
    List<String> pairs = split(variable("CNI_ARGS"), ';');
    for (int i = 0; i < pairs.size(); i++) {
      int equals = pairs.get(i).indexOf('=');
      if (equals > 0) {
        arguments.put(pairs.get(i).substring(0, equals), pairs.get(i).substring(equals + 1));
      }
    }
    return new Attachment(
        variable("CNI_CONTAINERID"),
        variable("CNI_NETNS"),
        variable("CNI_IFNAME"),
        arguments,
        Map.of());
  }

  private static List<GcAttachment> valid(Map<String, Object> conf) {
    List<GcAttachment> valid = new ArrayList<>();
    List<Object> named = Json.array(conf, "cni.dev/valid-attachments");
    for (int i = 0; i < named.size(); i++) {
      if (named.get(i) instanceof Map<?, ?> one) {
        valid.add(
            new GcAttachment(
                String.valueOf(one.get("containerID")), String.valueOf(one.get("ifname"))));
      }
    }
    return valid;
  }

  private static Answer failed(long code, @Nullable String message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("cniVersion", "1.1.0");
    error.put("code", code);
    error.put("msg", message);
    return new Answer(false, Json.write(error, null));
  }

  private String input() {
    FileIo io = kernel.io();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    int length = io.read(0, buffer, 0, buffer.length);
    while (length > 0 && bytes.size() < LARGEST) {
      bytes.write(buffer, 0, length);
      length = io.read(0, buffer, 0, buffer.length);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private String variable(String name) {
    for (int i = 0; i < env.size(); i++) {
      String entry = env.get(i);
      if (entry.startsWith(name) && entry.startsWith("=", name.length())) {
        return entry.substring(name.length() + 1);
      }
    }
    return "";
  }

  private static List<String> split(String text, char at) {
    List<String> parts = new ArrayList<>();
    int begin = 0;
    while (begin < text.length()) {
      int end = text.indexOf(at, begin);
      end = end < 0 ? text.length() : end;
      if (end > begin) {
        parts.add(text.substring(begin, end));
      }
      begin = end + 1;
    }
    return parts;
  }
}
