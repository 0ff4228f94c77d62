package dev.kapok.test.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who runs the command: every suite runs once for each. */
public enum Identity {
  ROOT,
  USER;

  /** The unprivileged user that contrib/lib/test-host.sh makes. */
  public static final String USER_NAME = "kapok-test";

  /** Returns why this identity cannot be had here, or null where it can. */
  public @Nullable String missing() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return "the integration tests were not started as root";
    }
    if (this == USER && userLine() == null) {
      return "there is no user " + USER_NAME + " (contrib/lib/test-host.sh makes it)";
    }
    return null;
  }

  /** Returns the words that run a command with this identity, and with this environment alone. */
  public List<String> prefix(List<String> env) {
    List<String> words = new ArrayList<>();
    if (this == USER) {
      words.addAll(List.of("setpriv", "--reuid=" + USER_NAME, "--regid=" + USER_NAME));
      words.addAll(List.of("--init-groups", "--inh-caps=-all", "--bounding-set=+all"));
    }
    words.addAll(List.of("env", "-i", "PATH=" + System.getenv("PATH"), "LANG=C.UTF-8"));
    words.add("HOME=" + home());
    words.addAll(env);
    return words;
  }

  /** Returns the user's numeric id. */
  public int uid() {
    String line = this == USER ? userLine() : null;
    return line == null ? 0 : Integer.parseInt(line.split(":", -1)[2]);
  }

  private String home() {
    String line = this == USER ? userLine() : null;
    return line == null ? "/root" : line.split(":", -1)[5];
  }

  private static @Nullable String userLine() {
    try {
      for (String line : Files.readAllLines(Path.of("/etc/passwd"))) {
        if (line.startsWith(USER_NAME + ":")) {
          return line;
        }
      }
      return null;
    } catch (IOException e) {
      throw new IllegalStateException("reading /etc/passwd failed", e);
    }
  }
}
