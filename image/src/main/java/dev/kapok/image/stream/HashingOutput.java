package dev.kapok.image.stream;

import dev.kapok.image.spec.Hashes;
import dev.kapok.storage.Digest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Counts and hashes (SHA-256) what is written. Closing it leaves the stream beneath open. */
public final class HashingOutput extends FilterOutputStream {
  private final MessageDigest digester = Hashes.digester("sha256");
  private long count;

  /** Writes to a stream. */
  public HashingOutput(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    digester.update(bytes, offset, length);
    out.write(bytes, offset, length);
    count += length;
  }

  /** Returns how many bytes were written. */
  public long count() {
    return count;
  }

  /** Returns the digest of all that was written; asked once. */
  public Digest digest() {
    return Digest.sha256(HexFormat.of().formatHex(digester.digest()));
  }

  @Override
  public void close() throws IOException {
    flush();
  }
}
