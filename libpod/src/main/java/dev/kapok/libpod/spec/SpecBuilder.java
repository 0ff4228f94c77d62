package dev.kapok.libpod.spec;

import dev.kapok.sys.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A specification while it is being made.
 *
 * <p>What later contributors or the validator look at is kept as values; all the rest is written at
 * once, into the writer of the object that it belongs to. Serves one rendering, by one thread.
 */
final class SpecBuilder {
  private final JsonWriter top = new JsonWriter().beginObject();
  private final JsonWriter process = new JsonWriter().beginObject();
  private final JsonWriter linux = new JsonWriter().beginObject();
  private final JsonWriter resources = new JsonWriter().beginObject();
  private final JsonWriter deviceRules = new JsonWriter().beginArray();
  private final List<String> args = new ArrayList<>();
  private final List<SpecNamespace> namespaces = new ArrayList<>();
  private final MountTable mounts = new MountTable();
  private final List<String[]> annotations = new ArrayList<>();
  private String workdir = "/";
  private long capabilities;

  /** Returns the writer that stands inside the root object. */
  JsonWriter top() {
    return top;
  }

  /** Returns the writer that stands inside {@code process}. */
  JsonWriter process() {
    return process;
  }

  /** Returns the writer that stands inside {@code linux}. */
  JsonWriter linux() {
    return linux;
  }

  /** Returns the writer that stands inside {@code linux.resources}. */
  JsonWriter resources() {
    return resources;
  }

  /** Returns the writer that stands inside {@code linux.resources.devices}. */
  JsonWriter deviceRules() {
    return deviceRules;
  }

  /** Returns the words of the process, the program first. */
  List<String> args() {
    return args;
  }

  /** Returns the folder that the process starts in. */
  String workdir() {
    return workdir;
  }

  void workdir(String folder) {
    workdir = folder;
  }

  /** Returns the namespaces, the host's left out. */
  List<SpecNamespace> namespaces() {
    return namespaces;
  }

  /** Tells whether the container does not see the host's namespace of this type. */
  boolean ownsOrJoins(String type) {
    for (int i = 0; i < namespaces.size(); i++) {
      if (namespaces.get(i).type().equals(type)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the mounts. */
  MountTable mounts() {
    return mounts;
  }

  /** Returns keys and values of the annotations, in pairs. */
  List<String[]> annotations() {
    return annotations;
  }

  /** Returns the bounding set of the process, bit n for capability n. */
  long capabilities() {
    return capabilities;
  }

  void capabilities(long bounding) {
    capabilities = bounding;
  }

  /** Ends all objects and returns the document. */
  String json() {
    process.strings("args", args).field("cwd", workdir);
    deviceRules.endArray();
    resources.name("devices").raw(deviceRules.toString()).endObject();
    writeNamespaces();
    linux.name("resources").raw(resources.toString());
    String propagation = mounts.rootPropagation();
    if (propagation != null) {
      linux.field("rootfsPropagation", propagation);
    }
    top.name("process").raw(process.endObject().toString());
    mounts.write(top);
    writeAnnotations();
    top.name("linux").raw(linux.endObject().toString());
    return top.endObject().toString();
  }

  private void writeNamespaces() {
    linux.name("namespaces").beginArray();
    for (int i = 0; i < namespaces.size(); i++) {
      SpecNamespace namespace = namespaces.get(i);
      @Nullable String path = namespace.path();
      linux.beginObject().field("type", namespace.type());
      if (path != null) {
        linux.field("path", path);
      }
      linux.endObject();
    }
    linux.endArray();
  }

  private void writeAnnotations() {
    top.name("annotations").beginObject();
    for (int i = 0; i < annotations.size(); i++) {
      String[] pair = annotations.get(i);
      top.field(pair[0], pair[1]);
    }
    top.endObject();
  }
}
