package dev.kapok.sys;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about the caller before the JVM existed; read through {@link Host}.
 *
 * @param environment {@code NAME=value} entries as the caller gave them
 * @param uid the user on the host, not the 0 of a user namespace that was entered
 * @param gid that user's group
 * @param user login name; the number in decimal where there is none
 * @param home home folder of that user, an absolute path
 * @param launcher absolute path of the kapok program, null in a plain JVM
 * @param folder the installation's folder (lib/kapok), null in a plain JVM
 * @param rootless whether the host's root rights are missing
 * @param cpus processors that are online
 * @param x32 whether this kernel may take system calls of the x32 ABI; false where it surely takes
 *     none
 */
public record CallerFacts(
    List<String> environment,
    int uid,
    int gid,
    String user,
    String home,
    @Nullable String launcher,
    @Nullable String folder,
    boolean rootless,
    int cpus,
    boolean x32) {
  /** Copies the environment. */
  public CallerFacts {
    environment = List.copyOf(environment);
  }
}
