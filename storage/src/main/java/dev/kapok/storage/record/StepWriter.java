package dev.kapok.storage.record;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Writes steps; raw bytes and zeros that follow each other become one step. */
final class StepWriter implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;
  private static final int SLICE = 512;
  private static final byte[] ZEROS = new byte[SLICE];

  private final OutputStream file;
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
  private final DeflaterOutputStream out;
  private final byte[] raw = new byte[BUFFER];
  private int rawLength;
  private long zeros;

  StepWriter(OutputStream file) throws IOException {
    this.file = file;
    file.write(RecordFormat.MAGIC, 0, RecordFormat.MAGIC.length);
    file.write(RecordFormat.DEFLATE);
    this.out = new DeflaterOutputStream(file, deflater, BUFFER);
  }

  /** Writes bytes of the tar down; returns how many of them are not just zeros. */
  int raw(byte[] bytes, int offset, int length) throws IOException {
    int kept = 0;
    for (int at = offset; at < offset + length; at += SLICE) {
      int slice = Math.min(SLICE, offset + length - at);
      if (areZeros(bytes, at, slice)) {
        flushRaw();
        zeros += slice;
      } else {
        addRaw(bytes, at, slice);
        kept += slice;
      }
    }
    return kept;
  }

  private static boolean areZeros(byte[] bytes, int offset, int length) {
    return Arrays.equals(bytes, offset, offset + length, ZEROS, 0, length);
  }

  private void addRaw(byte[] bytes, int offset, int length) throws IOException {
    flushZeros();
    if (rawLength + length > BUFFER) {
      flushRaw();
    }
    System.arraycopy(bytes, offset, raw, rawLength, length);
    rawLength += length;
  }

  void file(byte[] path) throws IOException {
    flush();
    out.write(RecordFormat.FILE);
    number(path.length);
    out.write(path, 0, path.length);
  }

  void content(long offset, long length, int crc) throws IOException {
    flush();
    out.write(RecordFormat.CONTENT);
    number(offset);
    number(length);
    byte[] bytes = {(byte) (crc >>> 24), (byte) (crc >>> 16), (byte) (crc >>> 8), (byte) crc};
    out.write(bytes, 0, bytes.length);
  }

  /** Writes the end and all that is still here. */
  void finish() throws IOException {
    flush();
    out.write(RecordFormat.END);
    out.finish();
  }

  private void flush() throws IOException {
    flushRaw();
    flushZeros();
  }

  private void flushRaw() throws IOException {
    if (rawLength > 0) {
      out.write(RecordFormat.RAW);
      number(rawLength);
      out.write(raw, 0, rawLength);
      rawLength = 0;
    }
  }

  private void flushZeros() throws IOException {
    if (zeros > 0) {
      out.write(RecordFormat.ZEROS);
      number(zeros);
      zeros = 0;
    }
  }

  private void number(long value) throws IOException {
    Numbers.write(out, value);
  }

  @Override
  public void close() throws IOException {
    deflater.end();
    file.close();
  }
}
