package dev.kapok.cli.args;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads words by the options of one command and by those that every command knows. */
public final class ArgumentParser {
  private final List<Option> own;
  private final List<Option> shared;
  private final boolean interspersed;
  private final Arguments arguments = new Arguments();
  private final Arguments sharedArguments;

  /**
   * Prepares to read one command line.
   *
   * @param own the command's options
   * @param shared the options of all commands, which yield to its own
   * @param sharedArguments where values of the shared options go
   * @param interspersed whether options may stand behind the first other word
   */
  public ArgumentParser(
      List<Option> own, List<Option> shared, Arguments sharedArguments, boolean interspersed) {
    this.own = own;
    this.shared = shared;
    this.sharedArguments = sharedArguments;
    this.interspersed = interspersed;
  }

  /**
   * Reads the words from {@code start} on.
   *
   * @throws UnknownOptionException for an option of neither list
   * @throws UsageException for a missing or bad value
   */
  public Arguments parse(List<String> words, int start) {
    int next = start;
    while (next < words.size()) {
      String word = words.get(next);
      if (word.equals("--")) {
        addRest(words, next + 1);
        return arguments;
      }
      if (word.length() > 1 && word.charAt(0) == '-') {
        next = word.charAt(1) == '-' ? longOption(words, next) : letters(words, next);
      } else if (interspersed) {
        arguments.addWord(word);
        next++;
      } else {
        addRest(words, next);
        return arguments;
      }
    }
    return arguments;
  }

  private void addRest(List<String> words, int start) {
    for (int i = start; i < words.size(); i++) {
      arguments.addWord(words.get(i));
    }
  }

  private int longOption(List<String> words, int index) {
    String word = words.get(index);
    int equals = word.indexOf('=');
    String name = canonical(equals < 0 ? word.substring(2) : word.substring(2, equals));
    Option option = byName(own, name);
    Arguments target = arguments;
    if (option == null) {
      option = byName(shared, name);
      target = sharedArguments;
    }
    if (option == null || name.isEmpty()) {
      throw new UnknownOptionException("--" + name, word);
    }
    if (equals >= 0) {
      OptionValue.store(target, option, word.substring(equals + 1));
      return index + 1;
    }
    if (option.kind() == Option.Kind.FLAG) {
      OptionValue.store(target, option, "true");
      return index + 1;
    }
    if (index + 1 == words.size()) {
      throw UsageException.badOption("flag needs an argument: --" + name);
    }
    OptionValue.store(target, option, words.get(index + 1));
    return index + 2;
  }

  /** Older names that scripts still use; podman takes them too. */
  private static String canonical(String name) {
    return switch (name) {
      case "net" -> "network";
      case "dns-opt" -> "dns-option";
      case "notruncate" -> "no-trunc";
      default -> name;
    };
  }

  private int letters(List<String> words, int index) {
    String word = words.get(index);
    for (int i = 1; i < word.length(); i++) {
      char letter = word.charAt(i);
      Option option = byLetter(own, letter);
      Arguments target = arguments;
      if (option == null) {
        option = byLetter(shared, letter);
        target = sharedArguments;
      }
      if (option == null) {
        throw new UnknownOptionException("-" + letter, word);
      }
      String rest = word.substring(i + 1);
      if (rest.startsWith("=")) {
        OptionValue.store(target, option, rest.substring(1));
        return index + 1;
      }
      if (option.kind() == Option.Kind.FLAG) {
        OptionValue.store(target, option, "true");
      } else if (!rest.isEmpty()) {
        OptionValue.store(target, option, rest);
        return index + 1;
      } else if (index + 1 < words.size()) {
        OptionValue.store(target, option, words.get(index + 1));
        return index + 2;
      } else {
        throw UsageException.badOption("flag needs an argument: '" + letter + "' in " + word);
      }
    }
    return index + 1;
  }

  private static @Nullable Option byName(List<Option> options, String name) {
    for (int i = 0; i < options.size(); i++) {
      if (options.get(i).name().equals(name)) {
        return options.get(i);
      }
    }
    return null;
  }

  private static @Nullable Option byLetter(List<Option> options, char letter) {
    for (int i = 0; i < options.size(); i++) {
      if (options.get(i).letter() == letter) {
        return options.get(i);
      }
    }
    return null;
  }
}
