package dev.kapok.sys;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The host and the user whose command this is.
 *
 * <p>In a command, what the launcher found out ({@code JniKernel.instance()} installs it); in a
 * plain JVM, what that can see by itself. Static, because it cannot change while a process runs.
 */
public final class Host {
  private static volatile @Nullable CallerFacts facts;

  private Host() {}

  /** Sets what was found out. Called by the provider of the kernel, and by tests. */
  public static void install(CallerFacts found) {
    facts = found;
  }

  /** Returns a variable of the environment; null where it is not set. */
  public static @Nullable String env(String name) {
    List<String> entries = facts().environment();
    int length = name.length();
    for (int i = 0; i < entries.size(); i++) {
      String entry = entries.get(i);
      if (entry.length() > length && entry.charAt(length) == '=' && entry.startsWith(name)) {
        return entry.substring(length + 1);
      }
    }
    return null;
  }

  /** Returns all {@code NAME=value} entries of the environment. */
  public static List<String> environ() {
    return facts().environment();
  }

  /** Returns the user's id on the host, also where a user namespace makes it 0. */
  public static int realUid() {
    return facts().uid();
  }

  /** Returns the user's group id on the host. */
  public static int realGid() {
    return facts().gid();
  }

  /** Returns the user's login name; the id in decimal where there is none. */
  public static String userName() {
    return facts().user();
  }

  /** Returns the user's home folder. */
  public static String realHome() {
    return facts().home();
  }

  /** Tells whether the host's root rights are missing: another user, or a user namespace. */
  public static boolean rootless() {
    return facts().rootless();
  }

  /** Returns the path of the kapok program; null in a plain JVM. */
  public static @Nullable String launcher() {
    return facts().launcher();
  }

  /** Returns the installation's folder (lib/kapok); null in a plain JVM. */
  public static @Nullable String folder() {
    return facts().folder();
  }

  /** Returns how many processors are online. */
  public static int cpuCount() {
    return facts().cpus();
  }

  /** Tells whether this kernel may take system calls of the x32 ABI (syscall(2), x86_64 only). */
  public static boolean x32() {
    return facts().x32();
  }

  /** Returns the id of this boot, a UUID (random(4)). */
  public static String bootId() {
    return ProcFile.line("/proc/sys/kernel/random/boot_id");
  }

  /** Returns the host's name (uname(2)). */
  public static String hostname() {
    return ProcFile.line("/proc/sys/kernel/hostname");
  }

  private static CallerFacts facts() {
    CallerFacts known = facts;
    if (known == null) {
      known = PlainHost.facts();
      facts = known;
    }
    return known;
  }
}
