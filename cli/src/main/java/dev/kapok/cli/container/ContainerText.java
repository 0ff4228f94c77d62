package dev.kapok.cli.container;

import dev.kapok.cli.format.HumanSize;
import dev.kapok.cli.format.HumanTime;
import dev.kapok.libpod.ContainerSummary;
import java.util.List;

/** The columns of {@code ps}. */
final class ContainerText {
  private static final int SHORT_ID = 12;
  private static final int SHORT_COMMAND = 17;

  private ContainerText() {}

  static String id(ContainerSummary container, boolean whole) {
    return whole ? container.id() : container.id().substring(0, SHORT_ID);
  }

  static String command(ContainerSummary container, boolean whole) {
    List<String> words = container.command();
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

  static String created(ContainerSummary container, long now) {
    return HumanTime.ago(container.created(), now);
  }

  static String status(ContainerSummary container, long now) {
    return switch (container.status()) {
      case RUNNING -> "Up " + HumanTime.span(Math.max(0, now - container.started()));
      case STOPPED, EXITED ->
          "Exited (" + container.exitCode() + ") " + HumanTime.ago(container.finished(), now);
      case CONFIGURED -> "Created";
      case CREATED -> "Initialized";
      case PAUSED -> "Paused";
      case STOPPING -> "Stopping";
      case REMOVING -> "Removing";
    };
  }

  static String size(ContainerSummary container) {
    return HumanSize.plain(Math.max(0, container.rwSize()))
        + " (virtual "
        + HumanSize.plain(Math.max(0, container.rootFsSize()))
        + ")";
  }
}
