package dev.kapok.cli.container;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.format.JsonText;
import dev.kapok.cli.format.OutputFormat;
import dev.kapok.cli.format.Template;
import dev.kapok.cli.values.NotSupported;
import dev.kapok.libpod.KapokException;
import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code inspect}: all that is known about containers and images. */
public final class InspectCommand implements Command {
  private static final String ALL = "all";
  private static final String CONTAINER = "container";
  private static final String IMAGE = "image";
  private static final String NETWORK = "network";
  private static final String POD = "pod";
  private static final String VOLUME = "volume";
  private static final String INDENT = "     ";

  private final String noun;

  /**
   * Prepares to look.
   *
   * @param noun "container", "image", or "all" for whatever has the name
   */
  public InspectCommand(String noun) {
    this.noun = noun;
  }

  @Override
  public Usage usage() {
    List<Option> options = new ArrayList<>();
    options.add(Option.text("format", 'f', "string", "Format the output to a Go template or json"));
    if (!noun.equals(IMAGE)) {
      options.add(Selection.latest());
      options.add(Option.flag("size", 's', "Display total file size"));
    }
    if (noun.equals(ALL)) {
      options.add(Option.text("type", 't', "string", "Specify inspect-object type"));
    }
    return Usage.of(
        "Display the configuration of object denoted by ID",
        "[options] NAME|ID [NAME|ID...]",
        options);
  }

  @Override
  public int run(Session session) {
    String type = type(session);
    List<String> names = session.arguments().words();
    if (session.arguments().flag(Selection.LATEST)) {
      if (!names.isEmpty()) {
        throw new UsageException("--latest and arguments cannot be used together");
      }
      names = List.of(Selection.one(session));
      type = CONTAINER;
    }
    if (names.isEmpty()) {
      throw new UsageException("no names or ids specified");
    }
    String format = session.arguments().text("format", "json");
    Template template =
        OutputFormat.isJson(format)
            ? null
            : Template.parse("inspect", OutputFormat.unescape(format) + "\n");
    List<String> found = new ArrayList<>();
    int code = find(session, type, names, found);
    print(session, template, found);
    return code;
  }

  private String type(Session session) {
    String type = session.arguments().text("type", noun);
    return switch (type) {
      case ALL, CONTAINER, IMAGE, NETWORK, POD, VOLUME -> type;
      case "secret" -> throw NotSupported.value("--type", type);
      default ->
          throw new UsageException(
              "the only recognized types are \"container\", \"image\", \"network\","
                  + " \"pod\", \"volume\" or \"all\": unknown type \""
                  + type
                  + "\"");
    };
  }

  private static int find(Session session, String type, List<String> names, List<String> found) {
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            found.add(inspect(session, type, name));
            return "";
          }
        };
    each.over(names);
    return each.code();
  }

  private static String inspect(Session session, String type, String name) {
    boolean size = session.arguments().flag("size");
    if (type.equals(IMAGE)) {
      return session.services().images().inspect(name);
    }
    if (type.equals(VOLUME)) {
      return session.services().engine().volumes().inspect(name);
    }
    if (type.equals(NETWORK)) {
      return session.services().engine().networks().inspect(name);
    }
    if (type.equals(POD)) {
      return session.services().engine().pods().inspect(name);
    }
    if (type.equals(CONTAINER)) {
      return session.services().queries().inspect(name, size);
    }
    String found = findAny(session, name, size);
    if (found == null) {
      throw new KapokException(
          KapokException.Kind.NOT_FOUND, "inspecting object: no such object: \"" + name + "\"");
    }
    return found;
  }

  /**
   * Returns the first that has the name: a container, image, volume, network, pod; null for none.
   */
  private static @Nullable String findAny(Session session, String name, boolean size) {
    for (int kind = 0; kind < 5; kind++) {
      try {
        return switch (kind) {
          case 0 -> session.services().queries().inspect(name, size);
          case 1 -> session.services().images().inspect(name);
          case 2 -> session.services().engine().volumes().inspect(name);
          case 3 -> session.services().engine().networks().inspect(name);
          default -> session.services().engine().pods().inspect(name);
        };
      } catch (KapokException e) {
        if (e.kind() != KapokException.Kind.NOT_FOUND) {
          throw e;
        }
      }
    }
    return null;
  }

  private static void print(Session session, @Nullable Template template, List<String> found) {
    if (template == null) {
      StringBuilder json = new StringBuilder("[");
      for (int i = 0; i < found.size(); i++) {
        json.append(i > 0 ? ",\n" : "\n").append(INDENT);
        JsonText.append(json, found.get(i), INDENT, 1);
      }
      session.print(json.append(found.isEmpty() ? "]" : "\n]").toString());
      return;
    }
    for (int i = 0; i < found.size(); i++) {
      session.console().out(template.render(Json.parseObject(found.get(i))));
    }
  }
}
