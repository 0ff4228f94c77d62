package dev.kapok.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the commands whose classes go into the AOT cache; the launcher calls it in the place of
 * {@link Main} when the distribution is built.
 *
 * <p>The commands are real and work on a scratch folder. One that fails is welcome: its error path
 * is then in the cache as well. What isn't run here is loaded from the jar, at ten times the cost,
 * and the start-up guard names it.
 */
public final class Training {
  private static final String IMAGE = "localhost/training:latest";

  /** Stands for the scratch folder in a command. */
  private static final String FOLDER = "@";

  /** Stands for a registry that keeps what is pushed to it. */
  private static final String REGISTRY = "#";

  /** The commands that run with the normal JIT and third-party libraries; they come first. */
  private static final String[][] HEAVY = {
    {
      "import",
      "-q",
      "--change=CMD [\"/hello\"]",
      "--change=ENV PATH=/bin A=b",
      "--change=LABEL made.for=training",
      FOLDER + "/image.tar",
      IMAGE
    },
    {"load", "-q", "-i", FOLDER + "/archive.tar"},
    {"load", "-q", "-i", FOLDER + "/image.tar"},
    {"pull", "-q", "--tls-verify=false", "127.0.0.1:1/training:none"},
    {"save", "-q", "-o", FOLDER + "/saved.tar", IMAGE},
    {"save", "-q", "--format=oci-archive", "-o", FOLDER + "/saved.oci", IMAGE},
    {"load", "-q", "-i", FOLDER + "/saved.oci"},
    {"push", "-q", "--tls-verify=false", IMAGE, "127.0.0.1:1/training:none"},
    {"push", "-q", IMAGE, "dir:" + FOLDER + "/saved.dir"},
    {"push", "-q", "--tls-verify=false", IMAGE, REGISTRY + "/training:latest"},
    {"--root=" + FOLDER + "/other", "pull", "-q", "--tls-verify=false", REGISTRY + "/training"},
    {"--root=" + FOLDER + "/other", "pull", "--tls-verify=false", REGISTRY + "/training"},
    // The choice of a runtime is for the short commands to learn.
    {"--tmpdir=" + FOLDER + "/other", "create", "--name=zero", "--network=none", IMAGE},
    {"diff", "zero"},
    {"export", "-o", FOLDER + "/exported.tar", "zero"},
    {"commit", "-q", "zero", "localhost/committed:latest"},
    {"rm", "zero"},
    {"image", "tree", IMAGE},
    {"--help"},
    {"run", "--help"},
    {"pull", "--help"},
    {"no-such-command"},
  };

  /** Those that only read and print; the containers "one" and "two" are there, "two" runs. */
  private static final String[][] LIGHT = {
    {"version"},
    {"--version"},
    {"no-such-command"},
    {"info"},
    {"images"},
    {"image", "inspect", IMAGE},
    {"image", "ls", "--format", "{{.ID}}"},
    {"tag", IMAGE, "localhost/other:latest"},
    {"image", "exists", IMAGE},
    {"history", IMAGE},
    {"untag", IMAGE, "localhost/other:latest"},
    {"rename", "one", "three"},
    {"rename", "three", "one"},
    {"ps"},
    {"ps", "-a"},
    {"ps", "-a", "--sort=names"},
    {"ps", "--format", "{{.Names}}"},
    {"ps", "-aq", "--no-trunc", "--filter", "label=k"},
    {"ps", "--format", "json"},
    {"inspect", "one"},
    {"inspect", "--format", "{{.Id}}", "one"},
    {"inspect", "two"},
    {"inspect", "no-such-object"},
    {"top", "two"},
    {"port", "two"},
    {"volume", "ls"},
    {"volume", "ls", "-q", "--filter", "name=data"},
    {"volume", "inspect", "data"},
    {"volume", "exists", "data"},
    {"network", "ls"},
    {"network", "ls", "-q", "--filter", "name=web"},
    {"network", "inspect", "web"},
    {"network", "inspect", "no-such-network"},
    {"network", "exists", "web"},
    {"pod", "ps"},
    {"pod", "ps", "--format", "{{.Name}}"},
    {"pod", "inspect", "trained"},
    {"pod", "exists", "trained"},
    {"ps", "-a"},
  };

  /** Those that drive containers. */
  private static final String[][] CONTAINER = {
    {"create", "--name=one", "--network=none", IMAGE},
    {"create", "--name=one", "--network=none", IMAGE},
    {"start", "one"},
    {"wait", "one"},
    {"logs", "one"},
    {"start", "-a", "one"},
    {"create", "--name=four", "--network=none", IMAGE},
    {"rm", "one", "four"},
    {"rm", "one"},
    {"run", "--rm", "--network=none", IMAGE},
    {"run", "--rm", "--network=host", IMAGE},
    {"run", "--rm", "-i", "-e", "A=b", "-v", "/tmp:/mnt", "--network=none", IMAGE},
    {"run", "--rm", "-v", "data:/data", "--tmpfs=/t", "--read-only", "--network=none", IMAGE},
    {"volume", "create", "--label=k=v", "second"},
    {"volume", "create", "second"},
    {"volume", "rm", "second"},
    {"volume", "rm", "second"},
    {"network", "create", "--label=k=v", "--ipv6", "web"},
    {"network", "create", "web"},
    {"network", "create", "--subnet=10.20.30.0/24", "second"},
    {"network", "rm", "second"},
    {"network", "rm", "second"},
    {"run", "--rm", "--mount=type=bind,src=/tmp,dst=/m,ro", "--network=none", IMAGE},
    {"run", "--rm", "-u", "1000:1000", "-w", "/", "-h", "host", "--network=none", IMAGE},
    {"run", "--rm", "-m", "64m", "--cpus=0.5", "--pids-limit=50", "--network=none", IMAGE},
    {"run", "--rm", "--cap-add=NET_ADMIN", "--cap-drop=MKNOD", "--network=none", IMAGE},
    {"run", "--rm", "--privileged", "--ulimit=nofile=100:100", "--network=none", IMAGE},
    {"run", "--rm", "--entrypoint=/hello", "-l", "k=v", "--network=none", IMAGE},
    {"run", "--rm", "--add-host=a:192.0.2.1", "--dns=192.0.2.2", "--network=slirp4netns", IMAGE},
    {"--network-config-dir=" + FOLDER + "/networks", "run", "--rm", "--network=lo", IMAGE},
    {"run", "--rm", "--network=none", "--pull=never", "localhost/no-such-image"},
    {"run", "--rm", "--network=none", IMAGE, "/no-such-program"},
    {"run", "-d", "--name=two", "--network=none", IMAGE, "/hello", "stay"},
    {"exec", "two", "/hello"},
    {"exec", "two", "/no-such-program"},
    {"logs", "-t", "--since=1h", "--tail=1", "two"},
    {"kill", "-s", "USR1", "two"},
    {"restart", "-t", "1", "two"},
    {"stop", "-t", "1", "two"},
    {"container", "cleanup", "--stopped-only", "two"},
    {"rm", "-f", "-t", "0", "two"},
    {"pod", "create", "--name=trained", "--network=none"},
    {"pod", "create", "--name=trained", "--network=none"},
    {"run", "-d", "--pod=trained", "--name=five", IMAGE, "/hello", "stay"},
    {"run", "--rm", "--pod=trained", IMAGE},
    {"pod", "stop", "-t", "1", "trained"},
    {"pod", "start", "trained"},
    {"pod", "rm", "trained"},
    {"pod", "rm", "-f", "-t", "0", "trained"},
    {"run", "-d", "--name=two", "--network=none", IMAGE, "/hello", "stay"},
    {"rm", "-f", "-t", "0", "-a"},
    {"create", "--name=other", "--network=none", IMAGE},
    {"rmi", IMAGE},
    {"rmi", "-f", IMAGE},
    {"rmi", IMAGE},
  };

  /** Those that as root make bridges and rules: only where that is not the host's business. */
  private static final String[][] BRIDGES = {
    {"run", "--rm", IMAGE},
    {"run", "--rm", "-p", "127.0.0.1:8080:80", IMAGE},
    {"network", "create", "--ipv6", "names"},
    {"run", "--rm", "--network=names", "--network-alias=w", IMAGE},
    {"run", "-d", "--name=two", IMAGE, "/hello", "stay"},
    {"run", "--rm", IMAGE},
    {"network", "connect", "--alias=w", "names", "two"},
    {"network", "disconnect", "names", "two"},
    {"network", "rm", "names"},
    {"rm", "-f", "-t", "0", "two"},
  };

  private Training() {}

  /**
   * Runs the commands of a class.
   *
   * @param args the class ("light", "container" or "heavy"), a scratch folder that holds image.tar
   *     and, where bridges may be made, "bridges"
   */
  public static int run(byte[][] args) throws IOException {
    String kind = new String(args[0], StandardCharsets.UTF_8);
    String folder = new String(args[1], StandardCharsets.UTF_8);
    if (!kind.equals("heavy")) {
      defineNetwork(folder + "/networks");
      boolean light = kind.equals("light");
      // First, as the image is there still.
      runAll(folder, !light && args.length > 2 ? BRIDGES : new String[0][]);
      runAll(folder, light ? LIGHT : CONTAINER);
      return 0;
    }
    try (TrainingRegistry registry = new TrainingRegistry()) {
      for (String[] command : HEAVY) {
        Main.run(words(folder, registry.place(), command));
      }
    }
    return 0;
  }

  private static void runAll(String folder, String[][] commands) {
    for (String[] command : commands) {
      Main.run(words(folder, "", command));
    }
  }

  /** Defines a network that leaves nothing on the host that the distribution is built on. */
  private static void defineNetwork(String folder) throws IOException {
    Path networks = Files.createDirectories(Path.of(folder));
    Files.writeString(
        networks.resolve("lo.conflist"),
        "{\"cniVersion\":\"1.0.0\",\"name\":\"lo\",\"plugins\":[{\"type\":\"loopback\"}]}");
  }

  private static byte[][] words(String folder, String registry, String[] command) {
    List<String> words = new ArrayList<>();
    words.add("--root=" + folder + "/root");
    words.add("--runroot=" + folder + "/run");
    words.add("--tmpdir=" + folder + "/tmp");
    for (String word : command) {
      words.add(word.replace(FOLDER, folder).replace(REGISTRY, registry));
    }
    byte[][] bytes = new byte[words.size()][];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = words.get(i).getBytes(StandardCharsets.UTF_8);
    }
    return bytes;
  }
}
