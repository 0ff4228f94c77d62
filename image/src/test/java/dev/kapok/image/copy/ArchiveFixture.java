package dev.kapok.image.copy;

import dev.kapok.image.spec.Hashes;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.storage.Digest;
import dev.kapok.sys.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Makes layers, documents and archives for tests. */
public final class ArchiveFixture {
  /** The files of the archive by their names; a name that begins with "@" is a symbolic link. */
  private final Map<String, byte[]> files = new LinkedHashMap<>();

  /** Makes a layer with one file. */
  public static byte[] layer(String name, String content) {
    return new ArchiveFixture().add(name, bytes(content)).tar();
  }

  public static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Makes a configuration for layers, given their uncompressed tars. */
  public static byte[] config(byte[]... layers) {
    List<String> diffIds = new ArrayList<>();
    for (byte[] layer : layers) {
      diffIds.add(Hashes.sha256(layer).toString());
    }
    return bytes(
        new JsonWriter()
            .beginObject()
            .field("created", "2024-01-02T03:04:05.678Z")
            .field("architecture", "amd64")
            .field("os", "linux")
            .name("rootfs")
            .beginObject()
            .strings("diff_ids", diffIds)
            .endObject()
            .endObject()
            .toString());
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public ArchiveFixture add(String name, byte[] content) {
    files.put(name, content);
    return this;
  }

  public ArchiveFixture link(String name, String target) {
    return add("@" + name, bytes(target));
  }

  /** Adds a blob of an OCI layout. */
  public Digest blob(byte[] content) {
    Digest digest = Hashes.sha256(content);
    add("blobs/sha256/" + digest.hex(), content);
    return digest;
  }

  /** Adds docker's manifest.json with one image. */
  public ArchiveFixture dockerManifest(String config, List<String> names, List<String> layers) {
    return add(
        "manifest.json",
        bytes(
            new JsonWriter()
                .beginArray()
                .beginObject()
                .field("Config", config)
                .strings("RepoTags", names)
                .strings("Layers", layers)
                .endObject()
                .endArray()
                .toString()));
  }

  /** Adds the blobs of an image and its OCI manifest; returns the manifest's descriptor. */
  public String ociImage(String more, byte[] config, byte[]... layerBlobs) {
    JsonWriter json = new JsonWriter().beginObject().field("schemaVersion", 2).name("config");
    json.raw(descriptor(MediaTypes.OCI_CONFIG, blob(config), config.length, ""));
    json.name("layers").beginArray();
    for (byte[] layer : layerBlobs) {
      json.raw(descriptor(MediaTypes.OCI_LAYER, blob(layer), layer.length, ""));
    }
    byte[] manifest = bytes(json.endArray().endObject().toString());
    return descriptor(MediaTypes.OCI_MANIFEST, blob(manifest), manifest.length, more);
  }

  public static byte[] index(String... entries) {
    return bytes("{\"schemaVersion\":2,\"manifests\":[" + String.join(",", entries) + "]}");
  }

  public static String named(String name) {
    return ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"" + name + "\"}";
  }

  public static String on(String os, String architecture) {
    return ",\"platform\":{\"os\":\"" + os + "\",\"architecture\":\"" + architecture + "\"}";
  }

  public static String descriptor(String type, Digest digest, long size, String more) {
    return "{\"mediaType\":\""
        + type
        + "\",\"digest\":\""
        + digest
        + "\",\"size\":"
        + size
        + more
        + "}";
  }

  /** Returns all that was added as a tar. */
  public byte[] tar() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        put(tar, file.getKey(), file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    if (name.startsWith("@")) {
      TarArchiveEntry link = new TarArchiveEntry(name.substring(1), TarConstants.LF_SYMLINK);
      link.setLinkName(new String(content, StandardCharsets.UTF_8));
      tar.putArchiveEntry(link);
    } else {
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
    }
    tar.closeArchiveEntry();
  }

  /** Writes all that was added into a folder. */
  public Path folder(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.resolveSibling("."));
      Files.write(path, file.getValue());
    }
    return folder;
  }
}
