package dev.kapok.test.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Images made on the spot from the distribution's static busybox. */
public final class BusyboxImage {
  /** The name that the archive gives the image. */
  public static final String NAME = "localhost/bb:latest";

  private BusyboxImage() {}

  /** Writes a docker-archive with one layer; returns its path. */
  public static Path archive(Path folder) throws IOException {
    Path root = folder.resolve("rootfs");
    makeRoot(root);
    Path layer = folder.resolve("layer.tar");
    Shell.run("tar", "--numeric-owner", "-C", root.toString(), "-cf", layer.toString(), ".").ok();
    Path config = folder.resolve("config.json");
    Files.writeString(config, config(sha256(layer)));
    Files.writeString(
        folder.resolve("manifest.json"),
        "[{\"Config\":\"config.json\",\"RepoTags\":[\""
            + NAME
            + "\"],\"Layers\":[\"layer.tar\"]}]");
    Path archive = folder.resolve("bb.tar");
    Shell.run(
            List.of(
                "tar",
                "-C",
                folder.toString(),
                "-cf",
                archive.toString(),
                "manifest.json",
                "config.json",
                "layer.tar"),
            "")
        .ok();
    return archive;
  }

  private static void makeRoot(Path root) throws IOException {
    for (String folder : List.of("bin", "etc", "tmp", "root", "home/user", "var/data")) {
      Files.createDirectories(root.resolve(folder));
    }
    Files.copy(Path.of("/bin/busybox"), root.resolve("bin/busybox"));
    Shell.run("chmod", "0755", root.resolve("bin/busybox").toString()).ok();
    Shell.run("chmod", "1777", root.resolve("tmp").toString()).ok();
    for (String applet : Shell.run("/bin/busybox", "--list").ok().lines()) {
      if (!applet.equals("busybox")) {
        Files.createSymbolicLink(root.resolve("bin/" + applet), Path.of("busybox"));
      }
    }
    Files.writeString(
        root.resolve("etc/passwd"),
        "root:x:0:0:root:/root:/bin/sh\nuser:x:1000:1000:user:/home/user:/bin/sh\n");
    Files.writeString(root.resolve("etc/group"), "root:x:0:\nuser:x:1000:\nextra:x:1001:user\n");
    Files.writeString(root.resolve("var/data/seed"), "from the image\n");
    Shell.run("chown", "-R", "1000:1000", root.resolve("home/user").toString());
  }

  private static String config(String diffId) {
    return "{\"architecture\":\"amd64\",\"os\":\"linux\",\"created\":\"2026-01-02T03:04:05Z\","
        + "\"config\":{\"Env\":[\"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\","
        + "\"FROM_IMAGE=yes\"],\"Cmd\":[\"/bin/sh\"],\"Labels\":{\"made.of\":\"busybox\"}},"
        + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:"
        + diffId
        + "\"]},\"history\":[{\"created\":\"2026-01-02T03:04:05Z\",\"created_by\":\"tar\"}]}";
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
