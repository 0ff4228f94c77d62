package dev.kapok.cli.container;

import dev.kapok.cli.format.HumanSize;
import dev.kapok.cli.format.HumanTime;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.model.Status;
import java.util.List;

/**
 * The columns of {@code ps}. What lines have in common is written once: an interpreter takes longer
 * for the words than for all the rest of a list.
 */
final class ContainerText {
  private static final int SHORT_ID = 12;
  private static final int SHORT_COMMAND = 17;
  private static final long SECOND = 1_000_000_000L;

  private final long now;
  private final boolean whole;
  private List<String> lastWords = List.of();
  private String lastCommand = "";
  private long lastAge = -1;
  private String lastSpan = "";

  /**
   * Writes for a moment.
   *
   * @param now in nanoseconds since the epoch
   * @param whole whether long texts are not cut
   */
  ContainerText(long now, boolean whole) {
    this.now = now;
    this.whole = whole;
  }

  String id(ContainerSummary container) {
    return whole ? container.id() : container.id().substring(0, SHORT_ID);
  }

  /** Returns the id of the container's pod; empty for none. */
  String pod(ContainerSummary container) {
    String pod = container.pod();
    return whole || pod.isEmpty() ? pod : pod.substring(0, SHORT_ID);
  }

  String command(ContainerSummary container) {
    if (!container.command().equals(lastWords)) { // quick: a list shares what is equal
      lastWords = container.command();
      lastCommand = command(lastWords, whole);
    }
    return lastCommand;
  }

  /** Returns a command in one line, whole or cut. */
  static String command(List<String> words, boolean whole) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      text.append(i > 0 ? " " : "").append(words.get(i));
    }
    if (!whole && text.length() > SHORT_COMMAND) {
      text.setLength(SHORT_COMMAND);
      text.append("...");
    }
    String line = text.toString();
    // A line break or a tab in a command would tear the table apart. Few have one: an interpreter
    // finds that out faster than it looks at each character here.
    boolean torn = line.indexOf('\n') >= 0 || line.indexOf('\t') >= 0;
    return torn ? line.replace('\n', ' ').replace('\t', ' ') : line;
  }

  String created(ContainerSummary container) {
    return ago(container.created());
  }

  String status(ContainerSummary container) {
    Status status = container.status();
    if (status == Status.RUNNING) {
      return "Up " + HumanTime.span(Math.max(0, now - container.started()));
    }
    if (status == Status.STOPPED || status == Status.EXITED) {
      return "Exited (" + container.exitCode() + ") " + ago(container.finished());
    }
    return status.title();
  }

  private String ago(long moment) {
    long age = Math.max(0, now - moment) / SECOND;
    if (age != lastAge) {
      lastAge = age;
      lastSpan = HumanTime.ago(moment, now);
    }
    return lastSpan;
  }

  static String size(ContainerSummary container) {
    return HumanSize.plain(Math.max(0, container.rwSize()))
        + " (virtual "
        + HumanSize.plain(Math.max(0, container.rootFsSize()))
        + ")";
  }
}
