package dev.kapok.sys.process;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A program to start.
 *
 * @param argv the absolute path of the program, then its arguments
 * @param env {@code NAME=value} entries, the whole environment; secrets belong here or on stdin,
 *     not in argv
 * @param directory where it starts, null for this process's
 * @param fds what the program's descriptors 0, 1, 2, … are: this process's descriptors, −1 for
 *     /dev/null. All others are closed in the child (close_range(2)).
 * @param newSession whether it starts a session of its own (setsid(2)) and so gets no signals from
 *     the terminal
 */
public record ProcessSpec(
    List<String> argv,
    List<String> env,
    @Nullable String directory,
    List<Integer> fds,
    boolean newSession) {
  /** Copies the lists and refuses an empty command. */
  public ProcessSpec {
    argv = List.copyOf(argv);
    env = List.copyOf(env);
    fds = List.copyOf(fds);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("a process needs a program");
    }
  }
}
