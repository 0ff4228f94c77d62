package dev.kapok.libpod.tree;

import dev.kapok.image.StoredImage;
import dev.kapok.image.copy.MakeImage;
import dev.kapok.image.copy.NewImage;
import dev.kapok.libpod.CommitOptions;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.PortMapping;
import dev.kapok.libpod.model.ProcessConfig;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.storage.Tree;
import dev.kapok.storage.Trees;
import dev.kapok.sys.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes an image of what a container changed, with the container's own defaults. */
final class CommitContainer {
  private final EngineParts parts;
  private final CommitOptions options;

  CommitContainer(EngineParts parts, CommitOptions options) {
    this.parts = parts;
    this.options = options;
  }

  String commit(Container container) {
    check();
    ContainerConfig config = container.config();
    String imageId = config.rootFs().imageId();
    StoredImage base = imageId == null ? null : parts.images().find(imageId);
    if (imageId != null && base == null) {
      throw new KapokException(
          KapokException.Kind.NOT_FOUND,
          "commit " + config.id() + ": its image " + imageId + " is gone");
    }
    Trees trees = parts.trees();
    Tree tree = Tree.container(config.id());
    Tree from = options.squash() ? Tree.EMPTY : trees.beneath(tree);
    try (InputStream tar = trees.layer(from, tree)) {
      return new MakeImage(parts.database(), parts.layerStore(), parts.images(), Clock.systemUTC())
          .make(tar, image(config, base))
          .id();
    } catch (IOException e) {
      throw new KapokException(
          KapokException.Kind.FAILED, "commit " + config.id() + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new KapokException(KapokException.Kind.INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  private void check() {
    if (options.message() != null && !options.docker()) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "messages are only compatible with the docker image format (-f docker)");
    }
  }

  private NewImage image(ContainerConfig config, @Nullable StoredImage base) {
    return new NewImage(
        base,
        base == null ? new byte[0] : parts.images().manifest(base.id()),
        options.squash(),
        defaults(config, base),
        options.changes(),
        options.author(),
        options.message(),
        createdBy(config.process()),
        options.docker(),
        options.name());
  }

  private static String createdBy(ProcessConfig process) {
    List<String> words = new ArrayList<>();
    if (process.entrypoint() != null) {
      words.addAll(process.entrypoint());
    }
    if (process.command() != null) {
      words.addAll(process.command());
    }
    return words.isEmpty() ? "/bin/sh" : String.join(" ", words);
  }

  private Map<String, Object> defaults(ContainerConfig config, @Nullable StoredImage base) {
    Map<String, Object> defaults =
        base == null ? new LinkedHashMap<>() : MakeImage.defaults(base.config());
    ProcessConfig process = config.process();
    putList(defaults, "Entrypoint", process.entrypoint());
    putList(defaults, "Cmd", process.command());
    putList(defaults, "Env", process.env());
    putText(defaults, "User", process.user());
    putText(defaults, "WorkingDir", process.workdir());
    if (!config.labels().isEmpty()) {
      defaults.put("Labels", new TreeMap<String, Object>(config.labels()));
    }
    for (PortMapping port : config.network().ports()) {
      for (int i = 0; i < port.count(); i++) {
        add(defaults, "ExposedPorts", (port.containerPort() + i) + "/" + port.protocol());
      }
    }
    if (options.includeVolumes()) {
      for (MountConfig mount : config.mounts()) {
        if (mount.isOfHost()) {
          add(defaults, "Volumes", mount.target());
        }
      }
    }
    return defaults;
  }

  private static void putList(Map<String, Object> map, String name, @Nullable List<String> values) {
    if (values == null || values.isEmpty()) {
      map.remove(name);
    } else {
      map.put(name, new ArrayList<Object>(values));
    }
  }

  private static void putText(Map<String, Object> map, String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      map.remove(name);
    } else {
      map.put(name, value);
    }
  }

  /** Adds a name to one of the objects that are sets. */
  private static void add(Map<String, Object> defaults, String set, String name) {
    Map<String, Object> names = Json.object(defaults, set);
    defaults.put(set, names);
    names.put(name, new LinkedHashMap<String, Object>());
  }
}
