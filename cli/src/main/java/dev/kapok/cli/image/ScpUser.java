package dev.kapok.cli.image;

import dev.kapok.cli.command.Services;
import dev.kapok.libpod.KapokException;
import dev.kapok.sys.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs this program as a user of this host, in that user's own store: as root by setpriv(1), which
 * needs no password; as anybody else by sudo(8), which may ask for one.
 *
 * @param name null for the caller
 * @param line the user's entry of passwd(5), taken apart; empty for the caller
 */
record ScpUser(@Nullable String name, List<String> line) {
  private static final Path PASSWD = Path.of("/etc/passwd");
  private static final int FIELDS = 7;
  private static final int UID = 2;
  private static final int GID = 3;
  private static final int HOME = 5;
  private static final String USUAL_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

  /** Copies the fields. */
  ScpUser {
    line = List.copyOf(line);
  }

  /** Finds a user; null and the caller's own name mean the caller. */
  static ScpUser find(@Nullable String name) {
    if (name == null || name.equals(Host.userName())) {
      return new ScpUser(null, List.of());
    }
    try {
      for (String text : Files.readAllLines(PASSWD)) {
        List<String> fields = List.of(text.split(":", -1));
        if (fields.size() == FIELDS && fields.getFirst().equals(name)) {
          return new ScpUser(name, fields);
        }
      }
    } catch (IOException e) {
      throw ImageTransfer.failed("looking for user " + name, e);
    }
    throw new KapokException(
        KapokException.Kind.NOT_FOUND, "there is no user " + name + " in " + PASSWD);
  }

  /** Names the user in messages. */
  String described() {
    return name == null ? Host.userName() : name;
  }

  /**
   * Returns the words that run this program.
   *
   * @param globals the caller's global options, which count for the caller's own store only
   */
  List<String> argv(Services services, List<String> globals, List<String> command) {
    List<String> argv = new ArrayList<>();
    if (name != null && Host.rootless()) {
      argv.addAll(List.of(program(services, "sudo"), "-H", "-u", name, "--"));
    } else if (name != null) {
      argv.add(program(services, "setpriv"));
      argv.addAll(List.of("--reuid=" + line.get(UID), "--regid=" + line.get(GID)));
      argv.addAll(List.of("--init-groups", "--inh-caps=-all"));
    }
    argv.add(services.surroundings().launcher());
    if (name == null) {
      argv.addAll(globals);
    }
    argv.addAll(command);
    return argv;
  }

  /** Returns the environment of the program: root must not lend its own to somebody else. */
  List<String> environment(Services services) {
    if (name == null || Host.rootless()) {
      return services.environment();
    }
    List<String> env = new ArrayList<>();
    env.addAll(List.of("PATH=" + USUAL_PATH, "HOME=" + line.get(HOME)));
    env.addAll(List.of("USER=" + name, "LOGNAME=" + name));
    Path runtime = Path.of("/run/user/" + line.get(UID));
    if (Files.isDirectory(runtime)) {
      env.add("XDG_RUNTIME_DIR=" + runtime);
    }
    return env;
  }

  private String program(Services services, String wanted) {
    String path = Host.env("PATH");
    String found = services.kernel().processes().find(wanted, path == null ? USUAL_PATH : path);
    if (found == null) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          "working as user " + name + " needs the program " + wanted + ": install it");
    }
    return found;
  }
}
