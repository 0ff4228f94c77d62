package dev.kapok.image.send;

import dev.kapok.image.Progress;
import dev.kapok.storage.Digest;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Tells how much was written. */
final class ProgressOutput extends FilterOutputStream {
  private final Digest blob;
  private final Progress progress;

  ProgressOutput(OutputStream out, Digest blob, Progress progress) {
    super(out);
    this.blob = blob;
    this.progress = progress;
  }

  @Override
  public void write(int value) throws IOException {
    out.write(value);
    progress.advance(blob, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (Thread.interrupted()) {
      throw new IOException("sending " + blob + " was given up");
    }
    out.write(bytes, offset, length);
    progress.advance(blob, length);
  }
}
