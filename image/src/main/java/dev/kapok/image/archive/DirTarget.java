package dev.kapok.image.archive;

import dev.kapok.image.ImageReference;
import dev.kapok.image.KnownBlob;
import dev.kapok.image.ListTarget;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.ManifestDocument;
import dev.kapok.image.spec.ManifestIndex;
import dev.kapok.image.stream.BlobContent;
import dev.kapok.image.stream.Compression;
import dev.kapok.storage.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder as skopeo's transport dir has it: manifest.json, and each blob in a file that is named
 * by the hexadecimal part of its digest. It holds one image, or one list with its images; what was
 * there before is replaced.
 */
public final class DirTarget implements ListTarget {
  /** What follows the digest in the name of an instance's manifest. */
  static final String MANIFEST_SUFFIX = ".manifest.json";

  /** How long the name of a blob is. */
  private static final int DIGITS = 64;

  private static final String VERSION = "version";

  private final Path folder;
  private final FolderWriter writer;
  private final @Nullable String manifestType;
  private final Compression compression;
  private final int parallel;
  private final Set<String> needed = new HashSet<>();

  /**
   * Begins a folder.
   *
   * @param manifestType null for that of the image
   * @throws IOException where the folder holds something else, which is left alone
   */
  public DirTarget(
      Path folder,
      @Nullable String manifestType,
      Compression compression,
      int parallel,
      String description)
      throws IOException {
    refuseOthers(folder);
    this.folder = folder;
    this.writer = new FolderWriter(folder, description);
    this.manifestType = manifestType;
    this.compression = compression;
    this.parallel = parallel;
  }

  private static void refuseOthers(Path folder) throws IOException {
    if (!Files.exists(folder) || Files.exists(folder.resolve(VERSION))) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new IOException(
            folder + " is no folder with an image, and not empty: it is not overwritten");
      }
    }
  }

  @Override
  public String describe() {
    return writer.describe();
  }

  @Override
  public @Nullable String manifestType() {
    return manifestType;
  }

  @Override
  public Compression compression() {
    return compression;
  }

  @Override
  public int parallel() {
    return parallel;
  }

  @Override
  public @Nullable KnownBlob find(List<KnownBlob> known) {
    for (KnownBlob blob : known) {
      if (blob.compression() == compression && writer.has(blob.digest().hex())) {
        return blob;
      }
    }
    return null;
  }

  @Override
  public Descriptor putLayer(Digest diffId, Compression packed, BlobContent content)
      throws IOException {
    return writer.writeLayer(diffId, packed, Digest::hex, content);
  }

  @Override
  public void putConfig(Descriptor config, byte[] bytes) throws IOException {
    writer.write(config.digest().hex(), bytes);
  }

  @Override
  public void finish(ImageManifest manifest, List<ImageReference> names) throws IOException {
    need(manifest);
    finish(manifest);
  }

  @Override
  public void putInstance(ImageManifest manifest) throws IOException {
    need(manifest);
    String name = manifest.digest().hex() + MANIFEST_SUFFIX;
    needed.add(name);
    writer.write(name, manifest.bytes());
  }

  @Override
  public void finishList(ManifestIndex list, List<ImageReference> names) throws IOException {
    finish(list);
  }

  private void finish(ManifestDocument document) throws IOException {
    removeOld();
    writer.write(VERSION, "Directory Transport Version: 1.1\n".getBytes(StandardCharsets.UTF_8));
    writer.write(DockerArchive.MANIFEST, document.bytes());
  }

  private void need(ImageManifest manifest) {
    needed.add(manifest.config().digest().hex());
    for (Descriptor layer : manifest.layers()) {
      needed.add(layer.digest().hex());
    }
  }

  /** Blobs of what was there before would only take up room. */
  private void removeOld() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        boolean isOurs = name.length() == DIGITS || name.endsWith(MANIFEST_SUFFIX);
        if (isOurs && !needed.contains(name)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  @Override
  public void commit() {
    writer.commit();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
