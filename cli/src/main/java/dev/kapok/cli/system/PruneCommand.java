package dev.kapok.cli.system;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Question;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.format.HumanSize;
import dev.kapok.cli.image.ImagePruning;
import dev.kapok.cli.network.NetworkFilter;
import dev.kapok.cli.pod.PrunePodsCommand;
import dev.kapok.cli.values.FilterParser;
import dev.kapok.cli.values.TimeParser;
import dev.kapok.cli.volume.VolumeFilter;
import dev.kapok.cli.volume.VolumePruning;
import dev.kapok.libpod.EngineSystem;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.Pods;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code system prune}: removes what is not used. */
public final class PruneCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Remove unused data",
        "[options]",
        List.of(
            Option.flag("all", 'a', "Remove all unused data"),
            Option.flag("external", "Remove container data in storage not controlled by kapok"),
            Option.list(
                "filter", "stringArray", "Provide filter values (e.g. 'label=<key>=<value>')"),
            Option.flag("force", 'f', "Do not prompt for confirmation.  The default is false"),
            Option.flag("volumes", "Prune volumes")));
  }

  @Override
  public int run(Session session) {
    session.refuseWords();
    Arguments arguments = session.arguments();
    boolean all = arguments.flag("all");
    boolean volumes = arguments.flag("volumes");
    Map<String, List<String>> filters =
        FilterParser.parse(arguments.list("filter"), ImagePruning.FILTERS, List.of());
    if (arguments.flag("external")) {
      if (all || volumes || !filters.isEmpty()) {
        throw new UsageException("system prune --external cannot be combined with other options");
      }
      session.services().engine().system().sweep();
      return 0;
    }
    if (!arguments.flag("force") && !Question.isYes(session, warning(all, volumes))) {
      return 0;
    }
    return prune(session, all, volumes, filters);
  }

  private static String warning(boolean all, boolean volumes) {
    return "WARNING! This command removes:\n"
        + "\t- all stopped containers\n"
        + "\t- all networks not used by at least one container\n"
        + (volumes ? "\t- all volumes not used by at least one container\n" : "")
        + (all
            ? "\t- all images without at least one container associated with them\n"
            : "\t- all dangling images\n");
  }

  private static int prune(
      Session session, boolean all, boolean volumes, Map<String, List<String>> filters) {
    EngineSystem system = session.services().engine().system();
    long until = until(session, filters);
    List<String> pods = filters.isEmpty() ? pods(session) : List.of();
    Map<String, Long> containers = system.pruneContainers(forContainers(filters, until));
    VolumePruning pruning =
        new VolumePruning(session, session.services().engine().volumes(), false);
    if (volumes) {
      pruning.over(pruning.unused(VolumeFilter.of(filters, session.services().now())));
    }
    List<String> networks =
        NetworkFilter.of(filters, session.services().now())
            .prune(session.services().engine().networks());
    long before = system.imageBytes();
    List<String> images = new ImagePruning(session.services(), all, filters).run();
    long freed = before - system.imageBytes();
    print(session, "Deleted Pods", pods);
    print(session, "Deleted Containers", containers.keySet());
    print(session, "Deleted Volumes", pruning.removed().keySet());
    print(session, "Deleted Images", images);
    print(session, "Deleted Networks", networks);
    long total = sum(containers) + sum(pruning.removed()) + Math.max(0, freed);
    session.print("Total reclaimed space: " + HumanSize.fine(total));
    return pruning.code();
  }

  private static List<String> pods(Session session) {
    List<String> removed = new ArrayList<>();
    Pods pods = session.services().engine().pods();
    for (String id : PrunePodsCommand.ended(pods)) {
      try {
        removed.add(pods.remove(id, false, null));
      } catch (KapokException e) {
        // Somebody started or removed it since.
        if (e.kind() != KapokException.Kind.WRONG_STATE
            && e.kind() != KapokException.Kind.NOT_FOUND) {
          throw e;
        }
      }
    }
    return removed;
  }

  private static long until(Session session, Map<String, List<String>> filters) {
    long earliest = Long.MAX_VALUE;
    for (String until : filters.getOrDefault("until", List.of())) {
      earliest = Math.min(earliest, TimeParser.moment(until, session.services().now()));
    }
    return earliest;
  }

  /** The list of containers takes a moment as a number. */
  private static Map<String, List<String>> forContainers(
      Map<String, List<String>> filters, long until) {
    Map<String, List<String>> own = new HashMap<>(filters);
    if (filters.containsKey("until")) {
      own.put("until", List.of(Long.toString(until)));
    }
    return own;
  }

  private static void print(Session session, String heading, Collection<String> names) {
    if (!names.isEmpty()) {
      session.print(heading);
    }
    for (String name : new ArrayList<>(names)) {
      session.print(name);
    }
  }

  private static long sum(Map<String, Long> sizes) {
    long sum = 0;
    for (long size : sizes.values()) {
      sum += size;
    }
    return sum;
  }
}
