package dev.kapok.libpod.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs in a container and with what input.
 *
 * @param entrypoint null in a request: the image's; empty: none
 * @param command the words after the entrypoint; null in a request: the image's
 * @param env {@code NAME=value} entries, in order, later ones win
 * @param workdir the folder it starts in; null in a request: the image's, else "/"
 * @param workdirAsked whether the user named that folder, which then has to be there; else it is
 *     made where the root file system lacks it
 * @param user {@code user[:group]} by names or ids; null in a request: the image's, else root
 * @param groups additional groups, by names or ids
 * @param terminal whether it gets a pseudo terminal
 * @param stdinOpen whether its standard input stays open
 * @param umask four octal digits
 */
public record ProcessConfig(
    @Nullable List<String> entrypoint,
    @Nullable List<String> command,
    List<String> env,
    @Nullable String workdir,
    boolean workdirAsked,
    @Nullable String user,
    List<String> groups,
    boolean terminal,
    boolean stdinOpen,
    String umask) {
  /** Copies the lists. */
  public ProcessConfig {
    entrypoint = entrypoint == null ? null : List.copyOf(entrypoint);
    command = command == null ? null : List.copyOf(command);
    env = List.copyOf(env);
    groups = List.copyOf(groups);
  }

  /** Returns all words of what runs: the entrypoint's, then the command's. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    if (entrypoint != null) {
      words.addAll(entrypoint);
    }
    if (command != null) {
      words.addAll(command);
    }
    return words;
  }
}
