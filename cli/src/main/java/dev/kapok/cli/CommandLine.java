package dev.kapok.cli;

import dev.kapok.cli.args.ArgumentParser;
import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.UnknownOptionException;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Console;
import dev.kapok.cli.command.Services;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.system.BuildInfo;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OutputClosedException;
import java.util.ArrayList;
import java.util.List;

/** Finds the command that words mean, runs it, and reports what went wrong. */
final class CommandLine {
  private static final String PROGRAM = "kapok";

  private final Console console;
  private final Services services;
  private final Arguments globals;
  private String path = PROGRAM;

  /**
   * Prepares to run one command line.
   *
   * @param globals where the options that every command knows go
   */
  CommandLine(Console console, Services services, Arguments globals) {
    this.console = console;
    this.services = services;
    this.globals = globals;
  }

  /** Runs it; returns the exit code. */
  int run(List<String> words) {
    try {
      return dispatch(words);
    } catch (OutputClosedException e) {
      throw e;
    } catch (UnknownOptionException e) {
      return report(Unknown.option(path, e));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return report(e);
    }
  }

  private int report(Throwable failure) {
    console.flush();
    return new FailureReport(console, path, globals.text("log-level", "")).report(failure);
  }

  private int dispatch(List<String> typed) {
    List<String> words = options(typed);
    if (globals.flag("version")) {
      console.out("kapok version " + BuildInfo.VERSION + "\n");
      return 0;
    }
    if (words.isEmpty()) {
      return withoutCommand();
    }
    String name = words.get(0);
    if (name.equals("help") || name.startsWith("__")) {
      return Helper.run(console, words);
    }
    path = PROGRAM + " " + name;
    if (!CommandTable.NOUNS.contains(name)) {
      Command command = CommandTable.find(name);
      if (command == null) {
        throw Unknown.command(name);
      }
      return run(command, words.subList(1, words.size()), typed);
    }
    List<String> rest = options(words.subList(1, words.size()));
    if (rest.isEmpty()) {
      return withoutCommand();
    }
    path = path + " " + rest.get(0);
    Command command = CommandTable.find(name, rest.get(0));
    if (command == null) {
      throw Unknown.command(name, rest.get(0));
    }
    return run(command, rest.subList(1, rest.size()), typed);
  }

  /** Reads the global options in front of a command; returns the words from the command on. */
  private List<String> options(List<String> words) {
    return new ArgumentParser(List.of(), GlobalOptions.ALL, globals, false).parse(words, 0).words();
  }

  private int withoutCommand() {
    String help = Helper.overview(path);
    if (globals.flag("help")) {
      console.out(help);
      return 0;
    }
    console.out(help);
    throw new UsageException("missing command '" + path + " COMMAND'");
  }

  private int run(Command command, List<String> words, List<String> typed) {
    Usage usage = command.usage();
    Arguments arguments =
        new ArgumentParser(usage.options(), GlobalOptions.ALL, globals, usage.interspersed())
            .parse(words, 0);
    if (globals.flag("help")) {
      console.out(Helper.usage(path, usage));
      return 0;
    }
    if (globals.flag("noout") && console instanceof ProcessConsole process) {
      process.silence();
    }
    if (globals.flag("syslog") && console instanceof ProcessConsole process) {
      Kernel kernel = services.kernel();
      process.copyTo(new Syslog(kernel.sockets(), kernel.pids().self()));
    }
    if (globals.given("log-level")) {
      services.beginLog(path);
    }
    List<String> commandLine = new ArrayList<>(typed.size() + 1);
    commandLine.add(PROGRAM);
    commandLine.addAll(typed);
    return command.run(new Session(path, commandLine, arguments, console, services));
  }
}
