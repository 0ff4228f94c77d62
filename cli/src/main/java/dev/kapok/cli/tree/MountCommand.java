package dev.kapok.cli.tree;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.EachName;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.ContainerTrees;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.ListFilter;
import dev.kapok.sys.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** {@code mount}: makes the files of containers visible to the host. */
public final class MountCommand implements Command {
  private static final int SHORT_ID = 12;

  @Override
  public Usage usage() {
    return Usage.of(
        "Mount a working container's root filesystem",
        "[options] [CONTAINER...]",
        List.of(
            Option.flag("all", 'a', "Mount all containers"),
            Option.text(
                "format", "string", "Print the mounted containers in specified format (json)"),
            Option.flag("latest", 'l', "Act on the latest container kapok is aware of"),
            Option.flag("notruncate", "Do not truncate output")));
  }

  @Override
  public int run(Session session) {
    OwnNamespace.require(session);
    Arguments arguments = session.arguments();
    String format = arguments.text("format");
    if (format != null && !format.equals("json")) {
      throw new UsageException("unknown --format argument: \"" + format + "\"");
    }
    List<String> names = names(session);
    ContainerTrees trees = session.services().engine().trees();
    if (names.isEmpty() && !arguments.flag("all")) {
      list(session, trees, format != null);
      return 0;
    }
    EachName each =
        new EachName(session) {
          @Override
          protected String act(String name) {
            return trees.mount(name);
          }
        };
    each.over(names);
    return each.code();
  }

  private static List<String> names(Session session) {
    Arguments arguments = session.arguments();
    boolean all = arguments.flag("all");
    if (!all && !arguments.flag("latest")) {
      return arguments.words();
    }
    if (!arguments.words().isEmpty()) {
      throw new UsageException("--all, --latest and containers cannot be used together");
    }
    List<String> names = new ArrayList<>();
    for (ContainerSummary container : session.services().queries().list(ListFilter.ALL)) {
      if (all || names.isEmpty()) {
        names.add(container.id());
      }
    }
    return names;
  }

  private static void list(Session session, ContainerTrees trees, boolean asJson) {
    JsonWriter json = new JsonWriter(" ");
    json.beginArray();
    boolean whole = session.arguments().flag("notruncate");
    for (ContainerSummary container : session.services().queries().list(ListFilter.ALL)) {
      String path = mounted(trees, container.id());
      if (path.isEmpty()) {
        continue;
      }
      if (asJson) {
        json.beginObject().field("id", container.id()).strings("Names", List.of(container.name()));
        json.field("mountpoint", path).endObject();
      } else {
        String id = whole ? container.id() : container.id().substring(0, SHORT_ID);
        session.print(id + "  " + path);
      }
    }
    json.endArray();
    if (asJson) {
      session.print(json.toString());
    }
  }

  /** Returns nothing for a container that is gone, or whose files are not the store's. */
  private static String mounted(ContainerTrees trees, String id) {
    try {
      String path = trees.mounted(id);
      return path == null ? "" : path;
    } catch (KapokException e) {
      if (e.kind() == KapokException.Kind.NOT_FOUND
          || e.kind() == KapokException.Kind.NOT_SUPPORTED) {
        return "";
      }
      throw e;
    }
  }
}
