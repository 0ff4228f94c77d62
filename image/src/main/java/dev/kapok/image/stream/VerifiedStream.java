package dev.kapok.image.stream;

import dev.kapok.image.ImageFormatException;
import dev.kapok.image.Progress;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.Hashes;
import dev.kapok.storage.Digest;
import dev.kapok.sys.codec.BulkStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A blob while it is read: gives no byte beyond its declared size, complains when it is shorter,
 * and in {@link #finish} when it is longer or has another digest.
 */
public final class VerifiedStream extends BulkStream {
  private static final int DRAIN = 1 << 16;

  private final InputStream in;
  private final Descriptor blob;
  private final Progress progress;
  private @Nullable MessageDigest digester;
  private long remaining;

  /** Reads a blob; closing the stream closes {@code in}. */
  public VerifiedStream(InputStream in, Descriptor blob, Progress progress) {
    this.in = in;
    this.blob = blob;
    this.progress = progress;
    this.remaining = blob.size();
    this.digester = Hashes.digester(blob.digest().algorithm());
  }

  /** Reads a blob that is small, wholly, and verifies it. */
  public static byte[] readAll(InputStream in, Descriptor blob) throws IOException {
    try (VerifiedStream verified = new VerifiedStream(in, blob, Progress.SILENT)) {
      byte[] bytes = verified.readAllBytes();
      verified.finish();
      return bytes;
    }
  }

  /**
   * Leaves the digest to somebody who computes it anyway. Called before the end is reached; then
   * {@link #finish} looks at the size only.
   */
  public void trustDigest() {
    digester = null;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (Thread.interrupted()) {
      throw new IOException("reading " + blob.digest() + " was given up");
    }
    if (remaining == 0) {
      return -1;
    }
    int count = in.read(buffer, offset, (int) Math.min(length, remaining));
    if (count < 0) {
      throw new ImageFormatException(
          blob.digest()
              + " ends after "
              + (blob.size() - remaining)
              + " of "
              + blob.size()
              + " bytes");
    }
    if (digester != null) {
      digester.update(buffer, offset, count);
    }
    remaining -= count;
    progress.advance(blob.digest(), count);
    return count;
  }

  /** Says that bytes are there until the end, so that gzip looks for a further member. */
  @Override
  public int available() {
    return (int) Math.min(remaining, Integer.MAX_VALUE);
  }

  /** Reads what is left and compares size and digest with what was declared. */
  public void finish() throws IOException {
    byte[] rest = new byte[DRAIN];
    while (read(rest, 0, rest.length) >= 0) {
      // Only the digest wants these bytes: what follows the end of a compressed stream.
    }
    if (in.read() >= 0) {
      throw new ImageFormatException(
          blob.digest() + " is longer than the declared " + blob.size() + " bytes");
    }
    if (digester == null) {
      return;
    }
    Digest found =
        new Digest(blob.digest().algorithm(), HexFormat.of().formatHex(digester.digest()));
    if (!found.equals(blob.digest())) {
      throw new ImageFormatException(blob.digest() + " has in truth the digest " + found);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
