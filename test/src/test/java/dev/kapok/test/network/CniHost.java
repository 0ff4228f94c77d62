package dev.kapok.test.network;

import dev.kapok.test.harness.Kapok;
import dev.kapok.test.harness.Result;
import dev.kapok.test.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A namespace that plays the host for CNI plugins, and others that play containers. */
final class CniHost implements AutoCloseable {
  /** Where Debian's package containernetworking-plugins has its programs. */
  static final Path DEBIAN = Path.of("/usr/lib/cni");

  /** No host: calls fail. */
  static final CniHost NONE = new CniHost(Path.of("/nonexistent"), Path.of("/nonexistent"));

  private static final List<String> TYPES =
      List.of("bridge", "firewall", "host-local", "loopback", "portmap", "tuning");

  private final Path folder;
  private final Path programs;
  private final List<Process> servers = new ArrayList<>();

  private CniHost(Path folder, Path programs) {
    this.folder = folder;
    this.programs = programs;
  }

  /** Makes the host; its plugins are the engine's own or Debian's. */
  static CniHost make(boolean builtIn) throws IOException {
    Path folder = Files.createTempDirectory(Path.of("/tmp"), "cni");
    CniHost host = new CniHost(folder, builtIn ? folder : DEBIAN);
    String kapok =
        Kapok.PREFIX.toAbsolutePath().resolve("bin/kapok")
            + " --root=F/root --runroot=F/run --tmpdir=F/tmp".replace("F", folder.toString());
    for (String type : TYPES) {
      Path program = folder.resolve(type);
      Files.writeString(program, "#!/bin/sh\nexec " + kapok + " system cni-plugin " + type + "\n");
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    host.namespace("host");
    return host;
  }

  /** Makes a namespace with its loopback on. */
  CniHost namespace(String name) throws IOException {
    Files.createFile(folder.resolve(name));
    Shell.run("unshare", "--net=" + folder.resolve(name), "ip", "link", "set", "lo", "up").ok();
    return this;
  }

  /** Removes a namespace, as somebody who does not ask the plugins. */
  void lose(String name) throws IOException {
    Shell.run("umount", folder.resolve(name).toString()).ok();
    Files.delete(folder.resolve(name));
  }

  /** Calls this host's plugin for interface eth0 of a container, whose namespace may be lost. */
  Result call(String command, String type, String container, String conf) {
    return call(programs, command, type, container, conf);
  }

  /** Calls a plugin of a folder. */
  Result call(Path from, String command, String type, String container, String conf) {
    List<String> argv =
        new ArrayList<>(List.of("nsenter", "--net=" + folder.resolve("host"), "env", "-i"));
    argv.add("PATH=/usr/sbin:/usr/bin:/sbin:/bin");
    argv.add("CNI_PATH=" + from);
    argv.add("CNI_COMMAND=" + command);
    argv.add("CNI_CONTAINERID=" + container);
    argv.add("CNI_NETNS=" + folder.resolve(container));
    argv.add("CNI_IFNAME=eth0");
    argv.add(from.resolve(type).toString());
    return Shell.run(argv, conf.replace('\'', '"').replace("LEASES", folder + "/leases"));
  }

  /** Returns the configuration together with a result of plugins before. */
  static String with(String conf, String result) {
    return conf.substring(0, conf.length() - 1) + ",'prevResult':" + result + "}";
  }

  /** Runs a program in a namespace. */
  Result in(String name, String... argv) {
    List<String> words = new ArrayList<>(List.of("nsenter", "--net=" + folder.resolve(name)));
    words.addAll(List.of(argv));
    return Shell.run(words, "");
  }

  /** Starts a web server on port 80 of a namespace that says the namespace's name. */
  void serve(String name) throws IOException {
    Path root = Files.createDirectory(folder.resolve(name + ".www"));
    Files.writeString(root.resolve("index.html"), name);
    servers.add(
        Shell.start(
            List.of(
                "nsenter",
                "--net=" + folder.resolve(name),
                "busybox",
                "httpd",
                "-f",
                "-h",
                root.toString())));
  }

  /** Returns the network's leases: names of addresses. */
  List<String> leases(String network) throws IOException {
    Path leases = folder.resolve("leases/" + network);
    if (!Files.exists(leases)) {
      return List.of();
    }
    try (var files = Files.list(leases)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> Character.isDigit(name.charAt(0)) || name.startsWith("fd"))
          .sorted()
          .toList();
    }
  }

  @Override
  public void close() {
    for (Process server : servers) {
      server.destroyForcibly();
    }
    Shell.run("sh", "-c", "for f in " + folder + "/*; do umount -q \"$f\"; done");
    Shell.run("rm", "-rf", "--one-file-system", folder.toString());
  }
}
