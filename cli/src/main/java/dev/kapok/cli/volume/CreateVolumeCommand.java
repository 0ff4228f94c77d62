package dev.kapok.cli.volume;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.values.KeyValueParser;
import dev.kapok.libpod.VolumeRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code volume create}: makes a volume and prints its name. */
public final class CreateVolumeCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Create a new volume",
        "[options] [NAME]",
        List.of(
            Option.text("driver", 'd', "string", "Specify volume driver name (default \"local\")"),
            Option.flag("ignore", "Don't fail if volume already exists"),
            Option.commaList("label", 'l', "strings", "Set metadata for a volume"),
            Option.list("opt", 'o', "stringArray", "Set driver specific options")));
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    List<String> words = arguments.words();
    if (words.size() > 1) {
      throw new UsageException("accepts at most 1 arg(s), received " + words.size());
    }
    String name = words.isEmpty() ? null : words.get(0);
    String driver = arguments.text("driver", "local");
    if (!driver.equals("local")) {
      throw new UsageException(
          "volume "
              + (name == null ? "" : name + " ")
              + "uses volume driver "
              + driver
              + ", which Kapok does not have: there is only \"local\"");
    }
    Map<String, String> labels = KeyValueParser.labels(arguments.list("label"));
    VolumeRequest request =
        new VolumeRequest(name, labels, options(arguments), arguments.flag("ignore"));
    session.print(session.services().engine().volumes().create(request));
    return 0;
  }

  /** A word without a value, such as "nocopy", has an empty one. */
  private static Map<String, String> options(Arguments arguments) {
    Map<String, String> options = new LinkedHashMap<>();
    List<String> texts = arguments.list("opt");
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      int equals = text.indexOf('=');
      String key = equals < 0 ? text : text.substring(0, equals);
      String value = equals < 0 ? "" : text.substring(equals + 1);
      String before = options.get(key);
      options.put(key, before == null || !key.equals("o") ? value : before + "," + value);
    }
    return options;
  }
}
