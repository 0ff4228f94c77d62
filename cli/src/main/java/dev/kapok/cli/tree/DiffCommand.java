package dev.kapok.cli.tree;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.ContainerTrees;
import dev.kapok.libpod.ListFilter;
import dev.kapok.storage.Change;
import dev.kapok.sys.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** {@code diff}: what a container or an image changed in what it is built on. */
public final class DiffCommand implements Command {
  private final ContainerTrees.Scope scope;

  /** Remembers what names may mean. */
  public DiffCommand(ContainerTrees.Scope scope) {
    this.scope = scope;
  }

  @Override
  public Usage usage() {
    List<Option> options = new ArrayList<>();
    options.add(
        Option.text("format", "string", "Change the output format (json or table, the default)"));
    if (scope != ContainerTrees.Scope.IMAGE) {
      options.add(Option.flag("latest", 'l', "Act on the latest container kapok is aware of"));
    }
    return Usage.of("Inspect changes to the object's file systems", words(), options);
  }

  private String words() {
    return switch (scope) {
      case ANY -> "[options] {CONTAINER|IMAGE} [{CONTAINER|IMAGE}]";
      case CONTAINER -> "[options] CONTAINER [CONTAINER]";
      case IMAGE -> "[options] IMAGE [IMAGE]";
    };
  }

  @Override
  public int run(Session session) {
    Arguments arguments = session.arguments();
    List<String> words = new ArrayList<>(arguments.words());
    if (scope != ContainerTrees.Scope.IMAGE && arguments.flag("latest")) {
      words.add(0, latest(session));
    }
    if (words.isEmpty() || words.size() > 2) {
      throw new UsageException("need one or two names or ids, got " + words.size());
    }
    String format = arguments.text("format");
    boolean json = "json".equals(format);
    if (!json && format != null && !format.isEmpty() && !format.equals("table")) {
      throw new UsageException("only supported value for '--format' is 'json'");
    }
    List<Change> changes =
        session
            .services()
            .engine()
            .trees()
            .diff(scope, words.get(0), words.size() == 2 ? words.get(1) : null);
    if (json) {
      session.print(json(changes));
    } else {
      for (Change change : changes) {
        session.print(letter(change.kind()) + " " + change.path());
      }
    }
    return 0;
  }

  private static String latest(Session session) {
    List<ContainerSummary> all = session.services().queries().list(ListFilter.ALL);
    if (all.isEmpty()) {
      throw new UsageException("no containers to act on");
    }
    return all.get(0).id();
  }

  private static String letter(Change.Kind kind) {
    return switch (kind) {
      case MODIFIED -> "C";
      case ADDED -> "A";
      case DELETED -> "D";
    };
  }

  private static String json(List<Change> changes) {
    JsonWriter json = new JsonWriter("     ");
    json.beginObject();
    paths(json, "changed", Change.Kind.MODIFIED, changes);
    paths(json, "added", Change.Kind.ADDED, changes);
    paths(json, "deleted", Change.Kind.DELETED, changes);
    return json.endObject().toString();
  }

  private static void paths(JsonWriter json, String name, Change.Kind kind, List<Change> changes) {
    List<String> paths = new ArrayList<>();
    for (Change change : changes) {
      if (change.kind() == kind) {
        paths.add(change.path());
      }
    }
    if (!paths.isEmpty()) {
      json.strings(name, paths);
    }
  }
}
