package dev.kapok.cli;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Console;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.help.Completions;
import dev.kapok.cli.help.HelpFiles;
import dev.kapok.cli.help.HelpText;
import dev.kapok.cli.help.ManPages;
import dev.kapok.cli.help.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Help for users and for the build: {@code help}, {@code __help FOLDER}, {@code __man FOLDER},
 * {@code __completion SHELL}.
 */
final class Helper {
  private Helper() {}

  static int run(Console console, List<String> words) {
    switch (words.get(0)) {
      case "help" -> console.out(help(words.subList(1, words.size())));
      case "__help" -> HelpFiles.write(helps(), words.get(1));
      case "__man" -> ManPages.write(pages(), words.get(1));
      case "__completion" -> console.out(Completions.of(words.get(1), pages()));
      default -> throw Unknown.command(words.get(0));
    }
    return 0;
  }

  private static String help(List<String> words) {
    if (words.isEmpty()) {
      return overview("kapok");
    }
    String name = words.get(0);
    if (CommandTable.NOUNS.contains(name)) {
      if (words.size() == 1) {
        return overview("kapok " + name);
      }
      Command command = CommandTable.find(name, words.get(1));
      if (command == null) {
        throw Unknown.command(name, words.get(1));
      }
      return usage("kapok " + name + " " + words.get(1), command.usage());
    }
    Command command = CommandTable.find(name);
    if (command == null) {
      throw Unknown.command(name);
    }
    return usage("kapok " + name, command.usage());
  }

  /** Returns the help of one command. */
  static String usage(String path, Usage usage) {
    return HelpText.command(new Page(path, usage));
  }

  /** Returns the help of the program or a noun: the commands it has. */
  static String overview(String path) {
    boolean top = path.equals("kapok");
    String noun = path.substring(path.indexOf(' ') + 1);
    List<Page> pages = new ArrayList<>();
    List<String> names = top ? CommandTable.TOP : CommandTable.of(noun);
    for (String name : names) {
      Command command = top ? CommandTable.find(name) : CommandTable.find(noun, name);
      pages.add(new Page(path + " " + name, Objects.requireNonNull(command).usage()));
    }
    List<Option> options = top ? GlobalOptions.ALL : List.of();
    List<String> nouns = top ? CommandTable.NOUNS : List.of();
    return HelpText.overview(path, pages, nouns, options);
  }

  /** Returns the help of the program, of every noun and of every command that is not hidden. */
  private static Map<String, String> helps() {
    Map<String, String> helps = new LinkedHashMap<>();
    for (Page page : pages()) {
      helps.put(page.path(), HelpText.command(page));
    }
    for (String noun : CommandTable.NOUNS) {
      helps.put("kapok " + noun, overview("kapok " + noun));
    }
    helps.put("kapok", overview("kapok"));
    return helps;
  }

  /** Returns every command that is not hidden, those behind nouns included. */
  private static List<Page> pages() {
    List<Page> pages = new ArrayList<>();
    pages.add(
        new Page(
            "kapok",
            Usage.wrapping(
                "Manage containers and images", "[options] COMMAND", GlobalOptions.ALL)));
    for (String name : CommandTable.TOP) {
      pages.add(new Page("kapok " + name, Objects.requireNonNull(CommandTable.find(name)).usage()));
    }
    for (String noun : CommandTable.NOUNS) {
      for (String name : CommandTable.of(noun)) {
        Command command = Objects.requireNonNull(CommandTable.find(noun, name));
        pages.add(new Page("kapok " + noun + " " + name, command.usage()));
      }
    }
    return pages;
  }
}
