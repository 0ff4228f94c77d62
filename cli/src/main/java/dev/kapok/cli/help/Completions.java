package dev.kapok.cli.help;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** What a shell offers when the user types a tabulator. */
public final class Completions {
  private Completions() {}

  /** Returns the script of a shell: bash, zsh or fish. */
  public static String of(String shell, List<Page> pages) {
    return switch (shell) {
      // picocli's script serves both: zsh reads it by bashcompinit.
      case "bash" -> AutoComplete.bash("kapok", commands(pages));
      case "zsh" ->
          "#compdef kapok\nautoload -U +X bashcompinit && bashcompinit\n"
              + AutoComplete.bash("kapok", commands(pages));
      case "fish" -> fish(pages);
      default -> throw new UsageException("there is no completion for the shell " + shell);
    };
  }

  private static CommandLine commands(List<Page> pages) {
    CommandLine top = new CommandLine(Specs.of(pages.get(0)));
    for (Page page : pages.subList(1, pages.size())) {
      String[] names = page.path().split(" ", -1);
      CommandLine parent = names.length == 2 ? top : noun(top, names[1]);
      parent.addSubcommand(page.name(), Specs.of(page).name(page.name()));
    }
    return top;
  }

  private static CommandLine noun(CommandLine top, String name) {
    CommandLine noun = top.getSubcommands().get(name);
    if (noun == null) {
      noun = new CommandLine(CommandSpec.create().name(name));
      top.addSubcommand(name, noun);
    }
    return noun;
  }

  private static String fish(List<Page> pages) {
    StringBuilder script = new StringBuilder("complete -c kapok -f\n");
    for (Page page : pages) {
      String[] names = page.path().split(" ", -1);
      if (names.length > 1) {
        String condition =
            names.length == 2 ? "__fish_use_subcommand" : "__fish_seen_subcommand_from " + names[1];
        script.append("complete -c kapok -n '").append(condition).append("' -a ");
        script.append(page.name()).append(" -d ").append(quoted(page.usage().summary()));
        script.append('\n');
      }
      for (Option option : page.usage().options()) {
        fishOption(script, page, names.length, option);
      }
    }
    return script.toString();
  }

  private static void fishOption(StringBuilder script, Page page, int names, Option option) {
    script.append("complete -c kapok");
    if (names > 1) {
      script.append(" -n '__fish_seen_subcommand_from ").append(page.name()).append('\'');
    }
    script.append(" -l ").append(option.name());
    if (option.letter() != Option.NO_LETTER) {
      script.append(" -s ").append(option.letter());
    }
    script.append(option.kind() == Option.Kind.FLAG ? "" : " -r -F");
    script.append(" -d ").append(quoted(option.text())).append('\n');
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
