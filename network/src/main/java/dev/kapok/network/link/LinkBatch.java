package dev.kapok.network.link;

import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonReader;
import dev.kapok.sys.process.ProcessResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Commands of ip(8) that one process carries out in one namespace, in order, up to the first that
 * fails.
 *
 * <pre>{@code
 * LinkBatch batch = new LinkBatch(tools, netns);
 * batch.add("link set dev lo up");
 * batch.add("link show dev lo");
 * Map<String, Object> lo = batch.run().get(0);
 * }</pre>
 */
public final class LinkBatch {
  private static final String FAILED = "Command failed -:";

  private final Tools tools;
  private final @Nullable String netns;
  private final List<String> lines = new ArrayList<>();

  /**
   * Begins an empty batch.
   *
   * @param netns the namespace by path; null for this process's own
   */
  public LinkBatch(Tools tools, @Nullable String netns) {
    this.tools = tools;
    this.netns = netns;
  }

  /** Adds a command, without the leading "ip"; words that users chose are checked by the caller. */
  public LinkBatch add(String line) {
    if (line.indexOf('\n') >= 0) {
      throw new IllegalArgumentException("more than one line: " + line);
    }
    lines.add(line);
    return this;
  }

  /** Tells whether nothing was added since the last run. */
  public boolean isEmpty() {
    return lines.isEmpty();
  }

  /**
   * Carries the commands out and forgets them.
   *
   * @return what the commands that show something said, link by link
   * @throws LinkException with the command that failed and the kernel's reason
   */
  public List<Map<String, Object>> run() {
    Outcome outcome = attempt();
    if (outcome.failed() != null) {
      throw new LinkException("ip " + outcome.failed() + ": " + outcome.reason());
    }
    return outcome.shown();
  }

  /** As {@link #run}, but a command that fails is told in the outcome. */
  public Outcome attempt() {
    if (lines.isEmpty()) {
      return new Outcome(List.of(), null, "");
    }
    List<String> commands = new ArrayList<>(lines);
    lines.clear();
    ProcessResult result =
        tools.run(netns, List.of("ip", "-j", "-batch", "-"), String.join("\n", commands) + "\n");
    if (result.ok()) {
      return new Outcome(read(result.stdout()), null, "");
    }
    return new Outcome(List.of(), failed(commands, result.stderr()), reason(result));
  }

  private static String failed(List<String> commands, String stderr) {
    int at = stderr.lastIndexOf(FAILED);
    int line = 0;
    for (int i = at + FAILED.length(); at >= 0 && i < stderr.length(); i++) {
      char c = stderr.charAt(i);
      if (c < '0' || c > '9') {
        break;
      }
      line = line * 10 + (c - '0');
    }
    return line < 1 || line > commands.size() ? "-batch -" : commands.get(line - 1);
  }

  /** What was said before the line that names the command; it is the kernel's reason. */
  private static String reason(ProcessResult result) {
    String said = result.stderr();
    int end = said.lastIndexOf(FAILED);
    String reason = (end < 0 ? said : said.substring(0, end)).trim().replace('\n', ' ');
    if (reason.isEmpty()) {
      return "exit status " + result.status();
    }
    String answer = "RTNETLINK answers: ";
    return reason.startsWith(answer) ? reason.substring(answer.length()) : reason;
  }

  /** Each showing command writes an array of objects of its own. */
  @SuppressWarnings("unchecked") // the reader makes maps with String keys only
  private static List<Map<String, Object>> read(String stdout) {
    List<Map<String, Object>> shown = new ArrayList<>();
    int begin = stdout.indexOf('[');
    while (begin >= 0) {
      // One array a line; texts have no line ends.
      int end = stdout.indexOf("\n", begin);
      String text = end < 0 ? stdout.substring(begin) : stdout.substring(begin, end);
      if (Json.read(new JsonReader(text)) instanceof List<?> links) {
        for (int i = 0; i < links.size(); i++) {
          // ip 6.1 writes an empty object for each link that a filter left out.
          if (links.get(i) instanceof Map<?, ?> link && !link.isEmpty()) {
            shown.add((Map<String, Object>) link);
          }
        }
      }
      begin = end < 0 ? -1 : stdout.indexOf('[', end);
    }
    return shown;
  }

  /**
   * What became of a batch.
   *
   * @param shown what was shown; empty where a command failed
   * @param failed the first command that failed, null for none
   * @param reason why it failed, in the kernel's words
   */
  public record Outcome(List<Map<String, Object>> shown, @Nullable String failed, String reason) {}
}
