package dev.kapok.libpod;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command to run in a running container.
 *
 * @param env {@code NAME=value} entries on top of the container's
 * @param workdir null for the container's
 * @param user {@code user[:group]}; null for the container's
 * @param terminal whether it gets a pseudo terminal
 * @param stdinOpen whether it gets a standard input
 * @param privileged whether it gets all capabilities
 * @param preserveFds how many descriptors from 3 on it gets
 */
public record ExecRequest(
    List<String> command,
    List<String> env,
    @Nullable String workdir,
    @Nullable String user,
    boolean terminal,
    boolean stdinOpen,
    boolean privileged,
    int preserveFds) {
  /** Copies the lists. */
  public ExecRequest {
    command = List.copyOf(command);
    env = List.copyOf(env);
  }
}
