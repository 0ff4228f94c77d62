package dev.kapok.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the commands whose classes go into the AOT cache; the launcher calls it in the place of
 * {@link Main} when the distribution is built.
 *
 * <p>The commands are real and work on a scratch folder. One that fails is welcome: its error path
 * is then in the cache as well. What isn't run here is loaded from the jar, at ten times the cost,
 * and the start-up guard names it.
 */
public final class Training {
  /** The commands of the light and container classes: they share one cache. */
  private static final String[][] CONTAINER = {
    {"version"}, {"--version"}, {"--help"}, {"ps", "-a"}, {"images"}, {"no-such-command"},
  };

  /** The commands that run with the normal JIT and third-party libraries. */
  private static final String[][] HEAVY = {
    {"pull", "--help"}, {"no-such-command"},
  };

  private Training() {}

  /**
   * Runs the commands of a class.
   *
   * @param args the class ("container" or "heavy") and a folder that doesn't exist yet
   */
  public static int run(byte[][] args) {
    String kind = new String(args[0], StandardCharsets.UTF_8);
    String folder = new String(args[1], StandardCharsets.UTF_8);
    for (String[] command : kind.equals("heavy") ? HEAVY : CONTAINER) {
      Main.run(words(folder, command));
    }
    return 0;
  }

  private static byte[][] words(String folder, String[] command) {
    List<String> words = new ArrayList<>();
    words.add("--root=" + folder + "/root");
    words.add("--runroot=" + folder + "/run");
    words.add("--tmpdir=" + folder + "/tmp");
    words.addAll(List.of(command));
    byte[][] bytes = new byte[words.size()][];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = words.get(i).getBytes(StandardCharsets.UTF_8);
    }
    return bytes;
  }
}
