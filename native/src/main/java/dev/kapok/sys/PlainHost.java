package dev.kapok.sys;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a JVM that the launcher did not start can see of the caller. */
@KernelDoor
final class PlainHost {
  private PlainHost() {}

  static CallerFacts facts() {
    List<String> environment = new ArrayList<>();
    for (Map.Entry<String, String> entry : System.getenv().entrySet()) {
      environment.add(entry.getKey() + "=" + entry.getValue());
    }
    int uid = id("Uid:");
    return new CallerFacts(
        environment,
        uid,
        id("Gid:"),
        System.getProperty("user.name", Integer.toString(uid)),
        System.getProperty("user.home", "/"),
        null,
        null,
        uid != 0,
        Runtime.getRuntime().availableProcessors(),
        true);
  }

  /** Reads the second number, the effective id, of a line of /proc/self/status (proc(5)). */
  private static int id(String label) {
    String line = ProcFile.line("/proc/self/status", label);
    int first = line.indexOf('\t', label.length() + 1);
    int second = line.indexOf('\t', first + 1);
    return Integer.parseUnsignedInt(line.substring(first + 1, second));
  }
}
