package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code --share} of pods: which namespaces the containers of one have in common. */
public final class SharedNamespaces {
  /** What pods share where nothing was said. */
  public static final List<String> DEFAULT = List.of("ipc", "net", "uts");

  private static final List<String> KNOWN = List.of("cgroup", "ipc", "net", "pid", "uts");

  private SharedNamespaces() {}

  /**
   * Reads a value: names between commas, "none", or with a plus sign what is shared besides the
   * usual ones.
   *
   * @param hasInfra whether somebody can hold them; without, nothing is shared unless asked for
   */
  public static List<String> parse(@Nullable String text, boolean hasInfra) {
    if (text == null) {
      return hasInfra ? DEFAULT : List.of();
    }
    boolean more = text.startsWith("+");
    List<String> shared = new ArrayList<>(more ? DEFAULT : List.of());
    String rest = more ? text.substring(1) : text;
    int from = 0;
    while (from <= rest.length()) {
      int comma = rest.indexOf(',', from);
      int end = comma < 0 ? rest.length() : comma;
      add(shared, rest.substring(from, end));
      from = end + 1;
    }
    shared.sort(null);
    return shared;
  }

  private static void add(List<String> shared, String name) {
    if (name.isEmpty() || name.equals("none")) {
      return;
    }
    if (!KNOWN.contains(name)) {
      throw new UsageException(
          "invalid kernel namespace to share: "
              + name
              + ". Options are: cgroup, ipc, net, pid, uts or none");
    }
    if (!shared.contains(name)) {
      shared.add(name);
    }
  }
}
