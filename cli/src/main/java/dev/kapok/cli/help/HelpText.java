package dev.kapok.cli.help;

import dev.kapok.cli.args.Option;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

/** What {@code --help} prints: podman's headings around picocli's list of options. */
public final class HelpText {
  private static final int NAMES = 14;

  private HelpText() {}

  /** Explains one command. */
  public static String command(Page page) {
    CommandSpec spec = Specs.of(page);
    String text =
        page.usage().summary() + "\n\nUsage:\n  " + page.path() + " " + page.usage().words() + "\n";
    return page.usage().options().isEmpty() ? text : text + "\nOptions:\n" + options(spec);
  }

  /**
   * Lists the commands of the program or of a noun.
   *
   * @param nouns words that introduce more commands
   * @param options that all commands know
   */
  public static String overview(
      String path, List<Page> pages, List<String> nouns, List<Option> options) {
    StringBuilder text =
        new StringBuilder(nouns.isEmpty() ? "Manage " : "Manage containers and images");
    if (nouns.isEmpty()) {
      text.append(path, path.indexOf(' ') + 1, path.length()).append('s');
    }
    text.append("\n\nUsage:\n  ").append(path).append(" [options] [command]\n");
    text.append("\nAvailable Commands:\n");
    for (String noun : nouns) {
      line(text, noun, "Manage the " + noun + (noun.equals("system") ? "" : "s"));
    }
    for (Page page : pages) {
      line(text, page.name(), page.usage().summary());
    }
    if (!options.isEmpty()) {
      CommandSpec spec = CommandSpec.create().name(path);
      spec.usageMessage().width(100);
      Specs.addOptions(spec, options);
      text.append("\nOptions:\n").append(options(spec));
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String summary) {
    text.append("  ").append(name);
    text.append(" ".repeat(Math.max(1, NAMES - name.length()))).append(summary).append('\n');
  }

  private static String options(CommandSpec spec) {
    return new CommandLine(spec)
        .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
        .getHelp()
        .optionList();
  }
}
