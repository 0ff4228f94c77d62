package dev.kapok.image.copy;

import dev.kapok.image.ImageFormatException;
import dev.kapok.image.ImageSource;
import dev.kapok.image.Progress;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.stream.Compression;
import dev.kapok.image.stream.VerifiedStream;
import dev.kapok.storage.Digest;
import dev.kapok.storage.LayerStore;
import dev.kapok.storage.StagedLayer;
import dev.kapok.storage.StorageException;
import dev.kapok.sys.SyscallException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Unpacks one layer while it comes in, and verifies it: its size, its digest, its diff id. */
final class StageLayer {
  private final LayerStore layers;
  private final ImageSource source;
  private final Progress progress;

  StageLayer(LayerStore layers, ImageSource source, Progress progress) {
    this.layers = layers;
    this.source = source;
    this.progress = progress;
  }

  /**
   * Stages a layer, or leaves nothing behind.
   *
   * @param diffId what the image's configuration says of the uncompressed tar
   */
  StagedLayer stage(Descriptor blob, Digest diffId) throws IOException {
    progress.begin(blob.digest(), blob.size());
    try (VerifiedStream in = new VerifiedStream(source.open(blob), blob, progress)) {
      StagedLayer staged = unpack(in, blob, diffId);
      staged.notes().forEach(progress::note);
      progress.end(blob.digest(), false);
      return staged;
    } catch (IOException | StorageException | SyscallException e) {
      throw new ImageFormatException(
          "layer " + blob.digest() + " of " + source.describe() + ": " + e.getMessage(), e);
    }
  }

  private StagedLayer unpack(VerifiedStream in, Descriptor blob, Digest diffId) throws IOException {
    BufferedInputStream buffered = Compression.buffered(in);
    Compression compression = Compression.of(buffered);
    // The store hashes what it unpacks; where that is the blob itself, once is enough.
    boolean isBlobTheTar =
        compression == Compression.NONE && blob.digest().algorithm().equals("sha256");
    StagedLayer staged;
    try (InputStream tar = new RoomStream(compression.open(buffered), layers)) {
      if (isBlobTheTar) {
        in.trustDigest();
      }
      staged = stage(tar, in);
      try {
        in.finish();
        require(blob.digest(), isBlobTheTar ? staged.diffId() : blob.digest(), "digest");
        require(diffId, staged.diffId(), "diff id");
      } catch (IOException | RuntimeException e) {
        layers.discard(staged);
        throw e;
      }
    }
    return staged;
  }

  /** What ends too soon may do so because more was sent than was declared: that is said first. */
  private StagedLayer stage(InputStream tar, VerifiedStream in) throws IOException {
    try {
      return layers.stage(tar);
    } catch (EOFException e) {
      in.finish();
      throw e;
    }
  }

  private static void require(Digest expected, Digest found, String what)
      throws ImageFormatException {
    if (!expected.equals(found)) {
      throw new ImageFormatException(
          "the " + what + " should be " + expected + ", in truth it is " + found);
    }
  }
}
