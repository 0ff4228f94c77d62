package dev.kapok.test.network;

import dev.kapok.test.harness.Identity;
import dev.kapok.test.harness.Kapok;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network namespace that stands for a host of its own, in which the command makes its bridges and
 * rules; all of it goes with the namespace.
 */
final class TestNetwork implements AutoCloseable {
  private final Kapok kapok;
  private final Path namespace;
  private final List<String> env;

  private TestNetwork(Kapok kapok, Path namespace, List<String> env) {
    this.kapok = kapok;
    this.namespace = namespace;
    this.env = env;
  }

  /** Makes one for a store; commands get these NAME=value entries in their environment. */
  static TestNetwork of(Kapok kapok, List<String> env) {
    // Not in /run/netns: other suites may run on this machine at the same time.
    Path namespace = kapok.folder().resolveSibling("net-" + kapok.folder().getFileName());
    Shell.run("touch", namespace.toString()).ok();
    Shell.run("unshare", "--net=" + namespace, "ip", "link", "set", "lo", "up").ok();
    return new TestNetwork(kapok, namespace, env);
  }

  /** Writes a definition: a bridge, addresses of {@code subnet} ("10.90.1") and published ports. */
  void define(String network, String bridge, String subnet, String more) throws IOException {
    Path folder = Files.createDirectories(kapok.folder().resolve("networks"));
    Files.writeString(
        folder.resolve(network + ".conflist"),
        """
        {"cniVersion": "1.0.0", "name": "%s", "kapok": {"dns": true}, "plugins": [
          {"type": "bridge", "bridge": "%s", "isGateway": true, "ipMasq": true, "hairpinMode": true,
           "ipam": {"type": "host-local",
                    "ranges": [[{"subnet": "%s.0/24", "gateway": "%s.1"}]],
                    "routes": [{"dst": "0.0.0.0/0"}]},
           "capabilities": {"ips": true, "mac": true}},
          {"type": "portmap", "capabilities": {"portMappings": true}},
          {"type": "firewall"}%s]}
        """
            .formatted(network, bridge, subnet, subnet, more));
    String owner = kapok.identity().uid() + ":" + kapok.identity().uid();
    Shell.run("chown", "-R", owner, folder.toString()).ok();
  }

  /** Runs the command on this host. */
  Result kapok(String... arguments) {
    return kapok(List.of(), arguments);
  }

  /** Runs the command on this host with these NAME=value entries in its environment. */
  Result kapok(List<String> more, String... arguments) {
    return in(words(more, arguments));
  }

  /** Starts the command on this host; the test ends it. */
  Process start(List<String> more, String... arguments) {
    List<String> argv = new ArrayList<>(entering());
    argv.addAll(words(more, arguments));
    return Shell.start(argv);
  }

  /** Starts a program on this host; the test ends it. */
  Process startProgram(String... argv) {
    List<String> all = new ArrayList<>(entering());
    all.addAll(List.of(argv));
    return Shell.start(all);
  }

  private List<String> words(List<String> more, String... arguments) {
    List<String> both = new ArrayList<>(env);
    both.addAll(more);
    String[] all = new String[arguments.length + 1];
    all[0] = "--network-config-dir=" + kapok.folder().resolve("networks");
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return kapok.argv(both, all);
  }

  /** Runs a program on this host. */
  Result run(String... argv) {
    return in(List.of(argv));
  }

  /** Starts a program on this host; the test ends it. */
  Process start(String... argv) {
    List<String> words = new ArrayList<>(entering());
    words.addAll(List.of(argv));
    return Shell.start(words);
  }

  /**
   * Has somebody in a container answer datagrams with "datagram", and returns what is answered.
   *
   * @param pid of the container, whose image has no such program
   * @param server as {@code ADDRESS/PORT}
   */
  String datagram(String pid, int port, String server) {
    String answer =
        "$s = IO::Socket::INET->new(Proto => 'udp', LocalPort => "
            + port
            + ") or die; while ($s->recv($b, 99)) { $s->send('datagram') }";
    Process answering =
        Shell.start(
            List.of(
                "nsenter",
                "--net=/proc/" + pid + "/ns/net",
                "perl",
                "-MIO::Socket::INET",
                "-e",
                answer));
    String ask =
        "exec 3<>/dev/udp/" + server + "; echo >&3; timeout 0.5 dd bs=8 count=1 status=none <&3";
    try {
      String got = "";
      for (int i = 0; i < 20 && got.isEmpty(); i++) {
        got = run("bash", "-c", ask).out();
      }
      return got;
    } finally {
      answering.destroy();
    }
  }

  /** Runs a program where the bridges are: on this host, or in the namespace of its user. */
  Result besideBridges(String... argv) {
    if (kapok.identity() == Identity.ROOT) {
      return run(argv);
    }
    List<String> words = new ArrayList<>(List.of("unshare", "--rootless-netns"));
    words.addAll(List.of(argv));
    return kapok(words.toArray(new String[0]));
  }

  /** Runs a program that sees the mounts of the command. */
  Result besideMounts(String... argv) {
    if (kapok.identity() == Identity.ROOT) {
      return run(argv);
    }
    List<String> words = new ArrayList<>(List.of("unshare"));
    words.addAll(List.of(argv));
    return kapok(words.toArray(new String[0]));
  }

  private Result in(List<String> words) {
    List<String> argv = new ArrayList<>(entering());
    argv.addAll(words);
    return Shell.run(argv, "");
  }

  private List<String> entering() {
    return List.of("nsenter", "--net=" + namespace);
  }

  /** Returns what containers have left here: links, leases, records, rules that name one. */
  List<String> left() throws IOException {
    List<String> left = new ArrayList<>();
    for (String line : run("ip", "-o", "link").ok().lines()) {
      if (line.contains("veth")) {
        left.add(line);
      }
    }
    for (String line : run("nft", "list", "ruleset").ok().lines()) {
      if (line.contains("10.90.")) {
        left.add(line);
      }
    }
    files(kapok.runRoot().resolve("cni"), left);
    files(kapok.runRoot().resolve("networks"), left);
    return left;
  }

  private static void files(Path folder, List<String> left) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = String.valueOf(file.getFileName());
        if (!name.startsWith("last_reserved_ip")
            && !name.endsWith("lock")
            && !file.toString().contains("/cni/locks/")) {
          left.add(file.toString());
        }
      }
    }
  }

  /** Removes containers, and the namespace with all that is in it. */
  @Override
  public void close() {
    kapok("rm", "-f", "-a", "-t", "0");
    Shell.run("umount", namespace.toString()).ok();
    Shell.run("rm", namespace.toString()).ok();
  }
}
