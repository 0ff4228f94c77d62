package dev.kapok.libpod.view;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.UserNamespace;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.spec.UserNames;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.IdMap;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The processes of a container: those of its pid namespace or, where it has the host's, its first
 * process and what descends from it.
 */
public final class ProcessTable {
  private static final List<String> USUAL =
      List.of("user", "pid", "ppid", "pcpu", "etime", "tty", "time", "args");

  private final EngineParts parts;
  private final Container container;
  private final List<String> columns;
  private final double uptime;
  private final UserNames names;

  /**
   * Plans a table.
   *
   * @param columns descriptors as in podman-top(1); none for the usual ones
   * @throws KapokException INVALID for an unknown descriptor
   */
  public ProcessTable(EngineParts parts, Container container, List<String> columns) {
    this.parts = parts;
    this.container = container;
    this.columns = columns.isEmpty() ? USUAL : columns;
    this.names =
        UserNames.read(
            parts.kernel().io(),
            parts.kernel().tree(),
            "/proc/" + container.state().pid() + "/root");
    String text = parts.disk().read("/proc/uptime");
    this.uptime = text == null ? 0 : Double.parseDouble(text.substring(0, text.indexOf(' ')));
  }

  /** Returns the headings and a row for each process, by pid. */
  public List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    List<String> headings = new ArrayList<>();
    for (String column : columns) {
      headings.add(heading(column));
    }
    rows.add(headings);
    for (ProcStat process : processes()) {
      List<String> row = new ArrayList<>();
      for (String column : columns) {
        row.add(value(column, process));
      }
      rows.add(row);
    }
    return rows;
  }

  private static String heading(String column) {
    return switch (column) {
      case "pcpu", "%C" -> "%CPU";
      case "etime" -> "ELAPSED";
      case "args" -> "COMMAND";
      case "comm" -> "COMMAND";
      case "user",
          "pid",
          "ppid",
          "hpid",
          "uid",
          "huser",
          "gid",
          "group",
          "hgroup",
          "tty",
          "time",
          "state",
          "stime",
          "vsz",
          "rss",
          "nice",
          "pgid" ->
          column.toUpperCase(Locale.ROOT);
      default ->
          throw new KapokException(
              KapokException.Kind.INVALID, "unknown descriptor: \"" + column + "\"");
    };
  }

  private String value(String column, ProcStat process) {
    return switch (column) {
      case "user" -> user(process);
      case "group" -> group(process);
      case "huser" -> process.status("Uid", 2);
      case "hgroup" -> process.status("Gid", 2);
      case "uid" -> userId(process);
      case "gid" -> groupId(process);
      case "pid" -> process.status("NSpid", 0);
      case "hpid" -> Integer.toString(process.pid());
      case "ppid" -> parent(process);
      case "pgid" -> process.pgid();
      case "pcpu", "%C" -> percent(process);
      case "etime" -> Spans.of((long) (age(process) * 1000));
      case "stime" -> Long.toString(process.startTicks() / 100);
      case "tty" -> process.terminal();
      case "time" -> Spans.of(process.cpuTicks() * 10);
      case "state" -> process.state();
      case "vsz" -> Long.toString(process.virtualKib());
      case "rss" -> Long.toString(process.residentKib());
      case "nice" -> process.nice();
      case "comm" -> process.comm();
      default -> process.args();
    };
  }

  /** Returns the name that the container's own files give to the effective user. */
  private String user(ProcStat process) {
    String id = userId(process);
    String name = names.user(number(id));
    return name == null ? id : name;
  }

  /** Returns the effective user as the container's own user namespace has it. */
  private String userId(ProcStat process) {
    UserNamespace own = container.config().namespaces().user();
    return inside(process.status("Uid", 2), own == null ? null : own.maps().users());
  }

  private String groupId(ProcStat process) {
    UserNamespace own = container.config().namespaces().user();
    return inside(process.status("Gid", 2), own == null ? null : own.maps().groups());
  }

  private static String inside(String id, @Nullable IdMap map) {
    long inside = map == null ? -1 : map.inside(number(id));
    return inside < 0 ? id : Long.toString(inside);
  }

  private String group(ProcStat process) {
    String id = groupId(process);
    String name = names.group(number(id));
    return name == null ? id : name;
  }

  /** A process that is just going has none; ids end at 2³¹−1. */
  private static int number(String id) {
    try {
      return Integer.parseInt(id);
    } catch (NumberFormatException _) {
      return Integer.MAX_VALUE;
    }
  }

  private double age(ProcStat process) {
    return Math.max(0, uptime - process.startTicks() / 100.0);
  }

  private String percent(ProcStat process) {
    double age = age(process);
    long thousandths = age <= 0 ? 0 : Math.round(process.cpuTicks() * 1000.0 / age);
    String fraction = Long.toString(1000 + thousandths % 1000).substring(1);
    return thousandths / 1000 + "." + fraction;
  }

  /** Returns the parent's pid as the container sees it: 0 where the parent is outside. */
  private String parent(ProcStat process) {
    if (process.pid() == container.state().pid()) {
      return "0";
    }
    ProcStat parent = ProcStat.read(parts.disk(), process.ppid());
    return parent == null || !sameNamespace(parent.pid()) ? "0" : parent.status("NSpid", 0);
  }

  private List<ProcStat> processes() {
    boolean own = container.config().namespaces().pid().kind() == NamespaceMode.Kind.PRIVATE;
    int[] pids = allPids();
    Set<Integer> known = new HashSet<>();
    known.add(container.state().pid());
    List<ProcStat> found = new ArrayList<>();
    for (int pid : pids) {
      ProcStat process = own && !sameNamespace(pid) ? null : ProcStat.read(parts.disk(), pid);
      if (process == null) {
        continue;
      }
      // Pids mostly grow from parent to child, so that one pass finds the descendants.
      if (own || known.contains(pid) || known.contains(process.ppid())) {
        known.add(pid);
        found.add(process);
      }
    }
    return found;
  }

  private int[] allPids() {
    List<String> names = parts.disk().list("/proc");
    int[] pids = new int[names.size()];
    int count = 0;
    for (String name : names) {
      if (name.charAt(0) >= '1' && name.charAt(0) <= '9') {
        pids[count++] = Integer.parseInt(name);
      }
    }
    int[] sorted = Arrays.copyOf(pids, count);
    Arrays.sort(sorted);
    return sorted;
  }

  private boolean sameNamespace(int pid) {
    return namespace(pid).equals(namespace(container.state().pid()));
  }

  private String namespace(int pid) {
    byte[] link = ("/proc/" + pid + "/ns/pid").getBytes(StandardCharsets.UTF_8);
    try {
      return new String(parts.kernel().tree().readlink(FileTree.CWD, link), StandardCharsets.UTF_8);
    } catch (SyscallException e) {
      return "gone " + pid;
    }
  }
}
