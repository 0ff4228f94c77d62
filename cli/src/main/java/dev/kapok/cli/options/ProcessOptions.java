package dev.kapok.cli.options;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.values.EnvParser;
import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.libpod.model.ProcessConfig;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What runs, with what input. */
public final class ProcessOptions {
  private static final String[] PROXIES = {
    "http_proxy", "https_proxy", "ftp_proxy", "no_proxy",
    "HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY"
  };

  private ProcessOptions() {}

  static void addTo(List<Option> options) {
    options.add(Option.flag("interactive", 'i', "Keep STDIN open even if not attached"));
    options.add(Option.flag("tty", 't', "Allocate a pseudo-TTY for container"));
    options.add(
        Option.text("entrypoint", "string", "Overwrite the default ENTRYPOINT of the image"));
    options.add(Option.list("env", 'e', "stringArray", "Set environment variables in container"));
    options.add(Option.commaList("env-file", "strings", "Read in a file of environment variables"));
    options.add(Option.text("workdir", 'w', "string", "Working directory inside the container"));
    options.add(
        Option.text("user", 'u', "string", "Username or UID (format: <name|uid>[:<group|gid>])"));
    options.add(
        Option.commaList(
            "group-add", "strings", "Add additional groups to the primary container process"));
    options.add(Option.text("umask", "string", "Set umask in container"));
  }

  static ProcessConfig build(
      Arguments arguments, List<String> command, List<String> host, ContainerDefaults defaults) {
    List<String> groups = arguments.list("group-add");
    if (groups.contains("keep-groups")) {
      throw dev.kapok.cli.values.NotSupported.value("--group-add", "keep-groups");
    }
    String workdir = workdir(arguments.text("workdir"));
    return new ProcessConfig(
        entrypoint(arguments.text("entrypoint")),
        command.isEmpty() ? null : command,
        env(arguments, host, defaults.httpProxy()),
        workdir,
        workdir != null,
        arguments.text("user"),
        groups,
        arguments.flag("tty"),
        arguments.flag("interactive"),
        umask(arguments.text("umask", defaults.umask())));
  }

  /**
   * Returns what runs in a container that holds the namespaces of a pod.
   *
   * @param command a JSON list of words, or one word; null for what the image or the engine has
   */
  static ProcessConfig ofInfra(@Nullable String command, ContainerDefaults defaults) {
    return new ProcessConfig(
        entrypoint(command),
        null,
        List.of(),
        null,
        false,
        null,
        List.of(),
        false,
        false,
        umask(defaults.umask()));
  }

  /** A JSON list of words, or one word; an empty one takes the image's away. */
  private static @Nullable List<String> entrypoint(@Nullable String text) {
    if (text == null) {
      return null;
    }
    if (text.startsWith("[")) {
      try {
        if (Json.parse(text) instanceof List<?> words) {
          return strings(text, words);
        }
      } catch (JsonException _) {
        // A word may begin with a bracket as well.
      }
    }
    return text.isEmpty() ? List.of() : List.of(text);
  }

  private static List<String> strings(String text, List<?> words) {
    List<String> strings = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (!(words.get(i) instanceof String word)) {
        throw new UsageException("invalid entrypoint \"" + text + "\": not a list of words");
      }
      strings.add(word);
    }
    return strings;
  }

  private static List<String> env(Arguments arguments, List<String> host, boolean proxies) {
    EnvParser parser = new EnvParser(host);
    for (int i = 0; proxies && i < PROXIES.length; i++) {
      parser.option(PROXIES[i]);
    }
    List<String> files = arguments.list("env-file");
    for (int i = 0; i < files.size(); i++) {
      parser.file(files.get(i), UserFile.read(files.get(i)));
    }
    List<String> variables = arguments.list("env");
    for (int i = 0; i < variables.size(); i++) {
      parser.option(variables.get(i));
    }
    return parser.entries();
  }

  private static @Nullable String workdir(@Nullable String folder) {
    if (folder == null || folder.isEmpty()) {
      return null;
    }
    if (!folder.startsWith("/")) {
      throw new UsageException(
          "the working directory \"" + folder + "\" is invalid, it needs to be an absolute path");
    }
    return folder;
  }

  private static String umask(String text) {
    boolean valid = !text.isEmpty() && text.length() <= 4;
    for (int i = 0; i < text.length(); i++) {
      valid &= text.charAt(i) >= '0' && text.charAt(i) <= '7';
    }
    if (!valid) {
      throw new UsageException("invalid umask string \"" + text + "\"");
    }
    return "0000".substring(text.length()) + text;
  }
}
