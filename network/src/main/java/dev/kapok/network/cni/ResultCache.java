package dev.kapok.network.cni;

import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.file.AtomicFile;
import dev.kapok.sys.file.TextFile;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import dev.kapok.sys.json.JsonWriter;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files that say what was added, as libcni keeps them: {@code
 * <folder>/results/<network>-<container>-<interface>}, of kind "cniCacheV1". Each is written before
 * the first plugin runs, without a result, and again with that of each: so one that was cut short
 * is found.
 */
final class ResultCache {
  private static final String KIND = "cniCacheV1";
  private static final int LARGEST = 16 << 20;

  /** A member of our own, which others pass over. */
  private static final String EXTERNAL = "kapokExternalPlugins";

  /** A result this long, in characters, is no network's. */
  private static final int LONGEST_RESULT = 1 << 20;

  private final Kernel kernel;
  private final String folder;

  ResultCache(Kernel kernel, String folder) {
    this.kernel = kernel;
    this.folder = folder + "/results";
  }

  /**
   * Records an attachment; the result is null where it is only about to be made.
   *
   * @param external as {@link CachedAttachment#external}
   * @throws CniException where it is too long to be read again
   */
  void put(
      NetworkList list,
      Attachment attachment,
      List<String> external,
      @Nullable Map<String, Object> result) {
    if (result == null) {
      // A folder that cannot be made shows as ENOENT of the file's.
      boolean _ = new File(folder).mkdirs();
    }
    JsonWriter json = new JsonWriter();
    json.beginObject().field("kind", KIND).field("containerId", attachment.containerId());
    byte[] config = Json.write(list.raw(), null).getBytes(StandardCharsets.UTF_8);
    json.field("config", Base64.getEncoder().encodeToString(config));
    json.field("ifName", attachment.ifName()).field("networkName", list.name());
    json.field("netns", attachment.netns());
    if (!external.isEmpty()) {
      json.strings(EXTERNAL, external);
    }
    json.name("cniArgs").beginArray();
    for (Map.Entry<String, Object> arg : attachment.cniArgs().entrySet()) {
      json.beginArray().value(arg.getKey()).value(String.valueOf(arg.getValue())).endArray();
    }
    json.endArray().name("capabilityArgs");
    Json.write(json, attachment.capabilityArgs());
    if (result != null) {
      String text = Json.write(result, null);
      requireShort("the result", text, LONGEST_RESULT);
      json.name("result").raw(text);
    }
    String text = json.endObject().toString();
    requireShort("what is to be remembered", text, LARGEST / 4);
    String path = path(list.name(), attachment.containerId(), attachment.ifName());
    new AtomicFile(kernel).write(path, text, 0600);
  }

  private static void requireShort(String what, String text, int longest) {
    if (text.length() > longest) {
      throw CniException.config(
          "record an attachment",
          what + " has " + text.length() + " characters, at most " + longest + " fit");
    }
  }

  /** Returns what is recorded, null for nothing. */
  @Nullable CachedAttachment get(String network, String containerId, String ifName) {
    return read(path(network, containerId, ifName));
  }

  /** Returns all that is recorded of a container, in the order of the interfaces' names. */
  List<CachedAttachment> of(String containerId) {
    List<CachedAttachment> found = new ArrayList<>();
    String[] names = new File(folder).list();
    for (int i = 0; names != null && i < names.length; i++) {
      // A staged file starts with a dot.
      if (names[i].contains("-" + containerId + "-") && names[i].charAt(0) != '.') {
        CachedAttachment one = readable(names[i]);
        if (one != null && one.attachment().containerId().equals(containerId)) {
          insert(found, one);
        }
      }
    }
    return found;
  }

  /**
   * Returns the ids of all containers that there are files of; a damaged one has it in its name.
   */
  Set<String> containers() {
    Set<String> ids = new HashSet<>();
    String[] names = new File(folder).list();
    for (int i = 0; names != null && i < names.length; i++) {
      if (names[i].charAt(0) != '.') {
        CachedAttachment one = readable(names[i]);
        String id = one == null ? longestPart(names[i]) : one.attachment().containerId();
        ids.add(id);
      }
    }
    return ids;
  }

  /** Engines give ids that are longer than the names of networks usually are. */
  private static String longestPart(String name) {
    String longest = "";
    int begin = 0;
    while (begin <= name.length()) {
      int dash = name.indexOf('-', begin);
      int end = dash < 0 ? name.length() : dash;
      if (end - begin > longest.length()) {
        longest = name.substring(begin, end);
      }
      begin = end + 1;
    }
    return longest;
  }

  /** Returns what is recorded of a container in files that cannot be read. */
  List<DamagedRecord> damaged(String containerId) {
    List<DamagedRecord> found = new ArrayList<>();
    String[] names = new File(folder).list();
    String middle = "-" + containerId + "-";
    for (int i = 0; names != null && i < names.length; i++) {
      int at = names[i].lastIndexOf(middle);
      if (at > 0 && names[i].charAt(0) != '.' && isDamaged(names[i])) {
        String ifName = names[i].substring(at + middle.length());
        found.add(new DamagedRecord(names[i].substring(0, at), containerId, ifName));
      }
    }
    return found;
  }

  private boolean isDamaged(String name) {
    try {
      read(folder + "/" + name);
      return false;
    } catch (CniException _) {
      return true;
    }
  }

  /** Reads a file; null where it is damaged or gone: others are not to suffer from it. */
  private @Nullable CachedAttachment readable(String name) {
    try {
      return read(folder + "/" + name);
    } catch (CniException _) {
      return null;
    }
  }

  /** Returns all that is recorded of a network; a damaged file says it by its name. */
  List<GcAttachment> valid(String network) {
    List<GcAttachment> found = new ArrayList<>();
    String[] names = new File(folder).list();
    for (int i = 0; names != null && i < names.length; i++) {
      if (names[i].startsWith(network + "-")) {
        CachedAttachment one = readable(names[i]);
        String rest = names[i].substring(network.length() + 1);
        int at = rest.indexOf('-');
        if (one == null && at > 0) {
          found.add(new GcAttachment(rest.substring(0, at), rest.substring(at + 1)));
        } else if (one != null && one.list().name().equals(network)) {
          found.add(new GcAttachment(one.attachment().containerId(), one.attachment().ifName()));
        }
      }
    }
    return found;
  }

  /** Forgets an attachment; one that is not there is no error. */
  void remove(String network, String containerId, String ifName) {
    String path = path(network, containerId, ifName);
    if (new File(path).exists()) {
      kernel.tree().unlink(FileTree.CWD, path.getBytes(StandardCharsets.UTF_8), false);
    }
  }

  private static void insert(List<CachedAttachment> sorted, CachedAttachment one) {
    int at = 0;
    String name = one.attachment().ifName();
    while (at < sorted.size() && isBefore(sorted.get(at).attachment().ifName(), name)) {
      at++;
    }
    sorted.add(at, one);
  }

  /** eth2 comes before eth10. */
  private static boolean isBefore(String first, String second) {
    return first.length() == second.length()
        ? first.compareTo(second) < 0
        : first.length() < second.length();
  }

  private String path(String network, String containerId, String ifName) {
    return folder + "/" + network + "-" + containerId + "-" + ifName;
  }

  private @Nullable CachedAttachment read(String path) {
    try {
      String text = new TextFile(kernel.io()).readIfThere(path, LARGEST);
      if (text == null) {
        return null;
      }
      Map<String, Object> raw = Json.parseObject(text);
      byte[] config = Base64.getDecoder().decode(member(raw, "config"));
      NetworkList list = NetworkList.parse(new String(config, StandardCharsets.UTF_8), path);
      Attachment attachment =
          new Attachment(
              member(raw, "containerId"),
              member(raw, "netns"),
              member(raw, "ifName"),
              arguments(raw),
              Json.object(raw, "capabilityArgs"));
      Map<String, Object> result = Json.object(raw, "result");
      return new CachedAttachment(
          list,
          attachment,
          Json.strings(raw, EXTERNAL),
          result.isEmpty() ? null : CniResult.of(result));
    } catch (JsonException | IllegalArgumentException | SyscallException e) {
      throw CniException.config("read " + path, "it is damaged: " + e.getMessage());
    }
  }

  private static String member(Map<String, Object> raw, String name) {
    String text = Json.string(raw, name);
    if (text == null) {
      throw new JsonException("the member " + name + " is missing", -1);
    }
    return text;
  }

  private static Map<String, Object> arguments(Map<String, Object> raw) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    List<Object> pairs = Json.array(raw, "cniArgs");
    for (int i = 0; i < pairs.size(); i++) {
      if (pairs.get(i) instanceof List<?> pair && pair.size() == 2) {
        arguments.put(String.valueOf(pair.get(0)), String.valueOf(pair.get(1)));
      }
    }
    return arguments;
  }
}
