package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NamespaceMode.Kind;

/** {@code --pid}, {@code --ipc}, {@code --uts}, {@code --cgroupns}. */
public final class NamespaceParser {
  private NamespaceParser() {}

  /**
   * Reads one value.
   *
   * @param option the option's name: "pid"
   */
  public static NamespaceMode parse(String option, String text) {
    if (text.startsWith("container:") && text.length() > 10) {
      return new NamespaceMode(Kind.CONTAINER, text.substring(10));
    }
    if (text.startsWith("ns:/")) {
      return new NamespaceMode(Kind.PATH, text.substring(3));
    }
    boolean ipc = option.equals("ipc");
    return switch (text) {
      case "", "private" -> NamespaceMode.PRIVATE;
      case "host" -> NamespaceMode.HOST;
      case "shareable" -> {
        if (!ipc) {
          throw bad(option, text);
        }
        yield NamespaceMode.SHAREABLE;
      }
      case "pod" -> NamespaceMode.POD;
      case "none" -> throw NotSupported.value("--" + option, text);
      default -> throw bad(option, text);
    };
  }

  private static UsageException bad(String option, String text) {
    return new UsageException("unrecognized " + option + " namespace mode \"" + text + "\"");
  }
}
