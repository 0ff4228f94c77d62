package dev.kapok.sys.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An installation of the launcher and the fake JVM in a folder that every user may read. */
final class Launcher {
  private static final Path BUILT = Path.of("target/launcher-test/lib/kapok");
  private static final String PROGRAM = "lib/kapok/bin/kapok";
  private static final String JVM = "lib/kapok/runtime/lib/server/libjvm.so";

  /** An id that has no name, no subordinate ids, and is not the user who builds. */
  private static final int OTHER_USER = 54_321;

  private final Path folder;
  private final Path runtimeDir;

  Launcher(Path folder) throws IOException {
    this.folder = folder;
    this.runtimeDir = folder.resolve("xdg");
    for (String file : List.of(PROGRAM, JVM)) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.copy(
          BUILT.resolve(Path.of("lib/kapok").relativize(Path.of(file))), folder.resolve(file));
    }
    Files.createDirectory(runtimeDir);
    openToAll(folder);
  }

  private static void openToAll(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
      }
    }
  }

  Path program() {
    return folder.resolve(PROGRAM);
  }

  Path jvm() {
    return folder.resolve(JVM);
  }

  /** The folder in which the keeper's record lies. */
  Path runFolder() {
    return runtimeDir.resolve("kapok");
  }

  Report run(String... words) {
    return run(List.of(), Map.of(), words);
  }

  /** Runs the launcher as root where the tests run as root. */
  Report run(List<String> prefix, Map<String, String> environment, String... words) {
    return Report.of(start(prefix, environment, words));
  }

  /** Runs the launcher as somebody who isn't root. */
  Report runRootless(String... words) {
    return run(unprivileged(), Map.of(), words);
  }

  Process start(List<String> prefix, Map<String, String> environment, String... words) {
    List<String> argv = new ArrayList<>(prefix);
    argv.add(program().toString());
    argv.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(argv).directory(folder.toFile());
    builder.environment().put("XDG_RUNTIME_DIR", runtimeDir.toString());
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  static int unprivilegedUser() throws IOException {
    return isRoot() ? OTHER_USER : (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  static List<String> unprivileged() {
    return isRoot()
        ? List.of("setpriv", "--reuid=" + OTHER_USER, "--regid=" + OTHER_USER, "--clear-groups")
        : List.of();
  }

  /** What the fake JVM saw, and how the process ended. */
  record Report(int exitCode, List<String> lines, String errors) {
    static Report of(Process process) {
      try {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Report(process.waitFor(), out.lines().toList(), errors);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** The values of all lines of a kind. */
    List<String> all(String kind) {
      String start = kind + ": ";
      return lines.stream()
          .filter(line -> line.startsWith(start))
          .map(line -> line.substring(start.length()))
          .toList();
    }

    List<String> options() {
      return all("option");
    }

    /** A line of /proc/PID/status, its hexadecimal set of signals as a number. */
    long signals(String name) {
      return all("status").stream()
          .filter(line -> line.startsWith(name + ":"))
          .map(line -> Long.parseUnsignedLong(line.substring(name.length() + 1).trim(), 16))
          .findFirst()
          .orElseThrow();
    }
  }
}
