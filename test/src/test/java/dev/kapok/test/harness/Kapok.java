package dev.kapok.test.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The installed command with a store of its own.
 *
 * @param identity who runs it
 * @param folder where its root, runroot and tmpdir lie
 * @param runtimeDir the user's XDG_RUNTIME_DIR
 */
public record Kapok(Identity identity, Path folder, Path runtimeDir) {
  /** The prefix that the build installed the command under. */
  public static final Path PREFIX = Path.of(System.getProperty("kapok.prefix", "target/prefix"));

  /** Runs the command to its end. */
  public Result run(String... arguments) {
    return Shell.run(argv(List.of(), arguments), "");
  }

  /** Runs the command to its end with this text as its standard input. */
  public Result runWithInput(String input, String... arguments) {
    return Shell.run(argv(List.of(), arguments), input);
  }

  /** Runs the command to its end with these NAME=value entries in its environment. */
  public Result runWithEnv(List<String> env, String... arguments) {
    return Shell.run(argv(env, arguments), "");
  }

  /** Starts the command; the test ends it. */
  public Process start(String... arguments) {
    return Shell.start(argv(List.of(), arguments));
  }

  /** Returns the words that run the command with this store. */
  public List<String> argv(List<String> env, String... arguments) {
    List<String> words = new ArrayList<>();
    List<String> all = new ArrayList<>(env);
    all.add("XDG_RUNTIME_DIR=" + runtimeDir);
    words.addAll(identity.prefix(all));
    words.add(PREFIX.toAbsolutePath().resolve("bin/kapok").toString());
    words.add("--root=" + root());
    words.add("--runroot=" + runRoot());
    words.add("--tmpdir=" + folder.resolve("tmp"));
    words.addAll(List.of(arguments));
    return words;
  }

  /** Returns the folder that {@code --root} names. */
  public Path root() {
    return folder.resolve("root");
  }

  /** Returns the folder that {@code --runroot} names. */
  public Path runRoot() {
    return folder.resolve("run");
  }
}
