package dev.kapok.cli.options;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.values.KeyValueParser;
import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.libpod.model.ContainerRequest;
import dev.kapok.libpod.model.ContainerRequest.PullPolicy;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code create} and {@code run} have in common: all options that describe a container. */
public final class RequestOptions {
  private RequestOptions() {}

  /** Returns the options, to which a command adds its own. */
  public static List<Option> options() {
    List<Option> options = new ArrayList<>(96);
    options.add(Option.text("name", "string", "Assign a name to the container"));
    options.add(Option.list("label", 'l', "stringArray", "Set metadata on container"));
    options.add(
        Option.commaList("annotation", "strings", "Add annotations to container (key=value)"));
    options.add(Option.text("cidfile", "string", "Write the container ID to the file"));
    options.add(Option.text("pod", "string", "Run container in an existing pod, or in new:NAME"));
    options.add(Option.text("pod-id-file", "string", "Read the pod ID from the file"));
    options.add(Option.flag("replace", "If a container with the same name exists, replace it"));
    options.add(
        Option.text(
            "pull", "string", "Pull image policy (\"always\"|\"missing\"|\"never\"|\"newer\")"));
    options.add(Option.flag("quiet", 'q', "Suppress output information when pulling images"));
    options.add(Option.text("platform", "string", "Specify the platform for selecting the image"));
    ProcessOptions.addTo(options);
    MountOptions.addTo(options);
    NetworkOptions.addTo(options);
    NamespaceOptions.addTo(options);
    SecurityOptions.addTo(options);
    ResourceOptions.addTo(options);
    HostOptions.addTo(options);
    LifecycleOptions.addTo(options);
    return options;
  }

  /**
   * Makes the request.
   *
   * @param arguments the image and the command are its words
   * @param host the caller's environment
   * @param commandLine as it was typed, for {@code inspect}
   */
  public static ContainerRequest build(
      Arguments arguments,
      List<String> host,
      ContainerDefaults defaults,
      List<String> commandLine) {
    List<String> words = arguments.words();
    if (words.isEmpty()) {
      throw new UsageException("requires at least 1 arg(s), only received 0");
    }
    if (words.get(0).isEmpty()) {
      throw new UsageException("the name of the image is empty");
    }
    if (arguments.flag("replace") && !arguments.given("name")) {
      throw new UsageException("cannot replace container without --name being set");
    }
    return new ContainerRequest(
        name(arguments.text("name")),
        KeyValueParser.labels(arguments.list("label")),
        annotations(arguments, defaults),
        MountOptions.rootFs(arguments, words.get(0)),
        ProcessOptions.build(arguments, arguments.wordsFrom(1), host, defaults),
        MountOptions.mounts(arguments, defaults),
        MountOptions.volumes(arguments),
        NetworkOptions.build(arguments, defaults),
        NamespaceOptions.build(arguments),
        NamespaceOptions.user(arguments, host, defaults.userNamespace().mode()),
        SecurityOptions.build(arguments, defaults),
        ResourceOptions.build(arguments, defaults),
        HostOptions.build(arguments, defaults),
        LifecycleOptions.build(arguments, defaults, commandLine),
        pull(arguments.text("pull", "missing")),
        arguments.text("platform"),
        arguments.flag("quiet"),
        cidFile(arguments.text("cidfile")),
        arguments.flag("replace"));
  }

  private static @Nullable String name(@Nullable String name) {
    return name == null || name.isEmpty() ? null : name;
  }

  private static Map<String, String> annotations(Arguments arguments, ContainerDefaults defaults) {
    List<String> all = new ArrayList<>(defaults.annotations());
    all.addAll(arguments.list("annotation"));
    return KeyValueParser.pairs("annotation", all);
  }

  private static PullPolicy pull(String text) {
    return switch (text) {
      case "missing", "true", "1" -> PullPolicy.MISSING;
      case "always" -> PullPolicy.ALWAYS;
      case "newer", "ifnewer" -> PullPolicy.NEWER;
      case "never", "false", "0" -> PullPolicy.NEVER;
      default -> throw new UsageException("unsupported pull policy \"" + text + "\"");
    };
  }

  private static @Nullable String cidFile(@Nullable String path) {
    if (path == null) {
      return null;
    }
    File file = new File(path).getAbsoluteFile();
    if (file.exists()) {
      throw new UsageException(
          "container id file exists. Ensure another container is not using it or delete " + path);
    }
    return file.getPath();
  }
}
