package dev.kapok.cli.help;

import dev.kapok.cli.args.Option;
import java.util.List;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Commands as picocli describes them. */
final class Specs {
  private Specs() {}

  /** Describes one command. */
  static CommandSpec of(Page page) {
    CommandSpec spec = CommandSpec.create().name(page.path());
    spec.usageMessage()
        .description(page.usage().summary())
        .customSynopsis(page.path() + " " + page.usage().words())
        .sortOptions(true)
        .width(100);
    addOptions(spec, page.usage().options());
    return spec;
  }

  static void addOptions(CommandSpec spec, List<Option> options) {
    for (Option option : options) {
      spec.addOption(option(option));
    }
  }

  private static OptionSpec option(Option option) {
    String name = "--" + option.name();
    OptionSpec.Builder builder =
        option.letter() == Option.NO_LETTER
            ? OptionSpec.builder(name)
            : OptionSpec.builder("-" + option.letter(), name);
    builder.description(option.text().replace("%", "%%")).showDefaultValue(Visibility.NEVER);
    return switch (option.kind()) {
      case FLAG -> builder.arity("0").type(boolean.class).build();
      case TEXT, NUMBER -> builder.arity("1").type(String.class).paramLabel(option.label()).build();
      case LIST, COMMA_LIST ->
          builder.arity("1").type(String[].class).paramLabel(option.label()).build();
    };
  }
}
