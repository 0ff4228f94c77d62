package dev.kapok.cli;

import dev.kapok.cli.args.ArgumentParser;
import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.UnknownOptionException;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Console;
import dev.kapok.cli.command.Session;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The entry of the program: finds the command, runs it, reports what went wrong. */
public final class Main {
  /** The exit code of a command that failed before any container's command could set one. */
  static final int FAILED = 125;

  private final Console console;

  Main(Console console) {
    this.console = console;
  }

  /**
   * Runs one command line and returns its exit code. Called by the launcher, which ends the process
   * with it.
   *
   * @param args the words behind the program's name, as the kernel handed them over
   */
  public static int run(byte[][] args) {
    List<String> words = new ArrayList<>(args.length);
    for (byte[] arg : args) {
      words.add(new String(arg, StandardCharsets.UTF_8));
    }
    Console console = new StreamConsole();
    int code = new Main(console).run(words);
    console.flush();
    return code;
  }

  int run(List<String> words) {
    try {
      return dispatch(words);
    } catch (UsageException | UnknownOptionException e) {
      console.err("Error: " + e.getMessage() + "\n");
      return FAILED;
    }
  }

  private int dispatch(List<String> words) {
    Arguments globals = new Arguments();
    Command command = words.isEmpty() ? null : CommandTable.find(words.get(0));
    if (command == null) {
      throw new UsageException("missing command 'kapok COMMAND'");
    }
    Arguments arguments =
        new ArgumentParser(command.usage().options(), List.of(), globals, true).parse(words, 1);
    return command.run(new Session("kapok " + words.get(0), arguments, globals, console));
  }
}
