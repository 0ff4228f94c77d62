package dev.kapok.cli.help;

import dev.kapok.cli.args.Option;
import java.util.List;

/** A manual page for each command (man(7)): {@code kapok-container-ls.1}. */
public final class ManPages {
  private ManPages() {}

  /** Writes all pages into a folder, which exists. */
  public static void write(List<Page> pages, String folder) {
    for (Page page : pages) {
      HelpFiles.write(folder + "/" + page.path().replace(' ', '-') + ".1", of(page));
    }
  }

  /** Returns one page. */
  static String of(Page page) {
    String title = page.path().replace(' ', '-');
    StringBuilder text = new StringBuilder();
    text.append(".TH \"").append(title).append("\" 1 \"\" Kapok \"General Commands Manual\"\n");
    text.append(".SH NAME\n").append(escaped(title)).append(" \\- ");
    text.append(escaped(page.usage().summary())).append('\n');
    text.append(".SH SYNOPSIS\n.B ").append(escaped(page.path())).append("\n");
    text.append(escaped(page.usage().words())).append('\n');
    if (!page.usage().options().isEmpty()) {
      text.append(".SH OPTIONS\n");
      for (Option option : page.usage().options()) {
        option(text, option);
      }
    }
    return text.append(".SH SEE ALSO\n.BR kapok (1)\n").toString();
  }

  private static void option(StringBuilder text, Option option) {
    text.append(".TP\n\\fB").append(escaped(option.title())).append("\\fP");
    if (option.kind() != Option.Kind.FLAG) {
      text.append(" \\fI").append(escaped(option.label())).append("\\fP");
    }
    text.append('\n').append(escaped(option.text())).append('\n');
  }

  private static String escaped(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
