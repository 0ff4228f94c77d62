package dev.kapok.cli.container;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.options.UserFile;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.ListFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which containers a command is about: by name, {@code --latest}, {@code --all} and the like. */
public final class Selection {
  static final String LATEST = "latest";

  private Selection() {}

  /** The option that means the container made last. */
  public static Option latest() {
    return Option.flag(LATEST, 'l', "Act on the latest container kapok is aware of");
  }

  /** The option that means all of them. */
  public static Option all(String text) {
    return Option.flag("all", 'a', text);
  }

  static Option cidFile() {
    return Option.list("cidfile", "stringArray", "Read the container ID from the file");
  }

  static Option filter() {
    return Option.commaList("filter", 'f', "strings", "Filter output based on conditions given");
  }

  static Option ignore() {
    return Option.flag("ignore", 'i', "Ignore errors when a specified container is missing");
  }

  /**
   * Returns the containers that a command shall act on.
   *
   * @param running whether {@code --all} and {@code --filter} mean only those that run
   */
  public static List<String> of(Session session, boolean running) {
    Arguments arguments = session.arguments();
    List<String> names = new ArrayList<>(arguments.words());
    List<String> files = arguments.list("cidfile");
    for (int i = 0; i < files.size(); i++) {
      names.add(UserFile.firstLine(files.get(i)));
    }
    boolean filtered = arguments.given("filter");
    boolean all = arguments.flag("all");
    if (all || filtered || arguments.flag(LATEST)) {
      if (!names.isEmpty()) {
        throw new UsageException("--all, --latest and containers cannot be used together");
      }
      return listed(session, running, filtered);
    }
    if (names.isEmpty()) {
      throw new UsageException("you must provide at least one name or id");
    }
    return names;
  }

  /** Returns the one container that a command is about; its other words follow it. */
  static String one(Session session) {
    Arguments arguments = session.arguments();
    if (arguments.flag(LATEST)) {
      return latestId(session);
    }
    if (arguments.words().isEmpty()) {
      throw new UsageException("you must provide at least one name or id");
    }
    return arguments.words().get(0);
  }

  /** Returns how many words come before those that are not about the choice of containers. */
  static int wordsTaken(Session session) {
    return session.arguments().flag(LATEST) ? 0 : 1;
  }

  private static List<String> listed(Session session, boolean running, boolean filtered) {
    Arguments arguments = session.arguments();
    if (arguments.flag(LATEST)) {
      return List.of(latestId(session));
    }
    Map<String, List<String>> filters = filtered ? ListFilters.parse(session) : Map.of();
    List<ContainerSummary> found =
        session.services().queries().list(new ListFilter(!running, 0, false, filters));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      ids.add(found.get(i).id());
    }
    return ids;
  }

  private static String latestId(Session session) {
    List<ContainerSummary> found =
        session.services().queries().list(new ListFilter(true, 1, false, Map.of()));
    if (found.isEmpty()) {
      throw new UsageException("no containers found");
    }
    return found.get(0).id();
  }
}
