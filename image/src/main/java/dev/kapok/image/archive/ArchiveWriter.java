package dev.kapok.image.archive;

import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.stream.BlobContent;
import dev.kapok.image.stream.Compression;
import dev.kapok.storage.Digest;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the files of an archive: entries of a tar, or files in a folder. */
interface ArchiveWriter extends Closeable {
  /** Names the archive in messages. */
  String describe();

  /** What a file was found to hold once it was written. */
  record Written(Digest digest, long size) {}

  /** Tells whether a file of this name was written, or was there before. */
  boolean has(String name) throws IOException;

  /**
   * Writes a file, unless one of that name is there already.
   *
   * @param digest of the content where it is known, so that it need not be computed; else null
   * @param name gives the name once the digest is known
   */
  Written write(@Nullable Digest digest, Function<Digest, String> name, BlobContent content)
      throws IOException;

  /**
   * Writes a layer, whose digest is known where it is not compressed.
   *
   * @return as {@link dev.kapok.image.ImageTarget#putLayer} does
   */
  default Descriptor writeLayer(
      Digest diffId, Compression packed, Function<Digest, String> name, BlobContent content)
      throws IOException {
    Written written = write(packed == Compression.NONE ? diffId : null, name, content);
    return Descriptor.of(MediaTypes.OCI_LAYER, written.digest(), written.size());
  }

  /** Writes a small file. */
  void write(String name, byte[] bytes) throws IOException;

  /** Makes the archive visible. */
  void commit() throws IOException;
}
