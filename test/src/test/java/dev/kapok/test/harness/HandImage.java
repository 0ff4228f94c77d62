package dev.kapok.test.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Images put together by hand: what is in their one layer, the test writes. */
public final class HandImage {
  /** The name that {@link #archive} gives. */
  public static final String NAME = "localhost/hand:latest";

  private HandImage() {}

  /** Writes the entries of a layer. */
  public interface Entries {
    /** Writes them; the end of the archive follows. */
    void write(HandTar tar) throws IOException;
  }

  /**
   * Writes a docker-archive with one layer, packed by gzip.
   *
   * @param folder an empty one, readable by all; the archive is image.tar in it
   */
  public static Path archive(Path folder, Entries entries) throws IOException {
    Path layer = folder.resolve("layer.tar");
    String diffId = layer(layer, entries);
    return pack(folder, diffId);
  }

  /** Writes a docker-archive with this layer, of which its configuration claims this SHA-256. */
  public static Path pack(Path folder, byte[] layer, String diffId) throws IOException {
    Files.write(folder.resolve("layer.tar"), layer);
    return pack(folder, diffId);
  }

  private static Path pack(Path folder, String diffId) throws IOException {
    Files.writeString(folder.resolve("config.json"), config(diffId));
    Files.writeString(
        folder.resolve("manifest.json"),
        "[{\"Config\":\"config.json\",\"RepoTags\":[\""
            + NAME
            + "\"],\"Layers\":[\"layer.tar\"]}]");
    Path archive = folder.resolve("image.tar");
    List<String> words = new ArrayList<>(List.of("tar", "-C", folder.toString(), "-cf"));
    words.add(archive.toString());
    words.addAll(List.of("manifest.json", "config.json", "layer.tar"));
    Shell.run(words, "").ok();
    Files.delete(folder.resolve("layer.tar"));
    return archive;
  }

  /** Writes a layer packed by gzip; returns the SHA-256 of what it holds. */
  public static String layer(Path file, Entries entries) throws IOException {
    MessageDigest digest = sha256();
    OutputStream packed = new GZIPOutputStream(Files.newOutputStream(file), 1 << 16);
    try (HandTar tar = new HandTar(new DigestOutputStream(packed, digest))) {
      entries.write(tar);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns the configuration of an image of this one layer. */
  public static String config(String diffId) {
    return "{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{\"Cmd\":[\"/bin/sh\"]},"
        + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"sha256:"
        + diffId
        + "\"]}}";
  }

  /** Returns the SHA-256 of bytes in hex digits. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /** Returns the SHA-256 of a text in hex digits. */
  public static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the bytes of a file. */
  public static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
