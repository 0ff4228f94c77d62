package dev.kapok.image;

import dev.kapok.storage.Digest;

/**
 * Hears how the blobs of an image come in; several threads call it at once. What is shown of it,
 * and where, is its own affair.
 */
public interface Progress {
  /** Shows nothing. */
  Progress SILENT =
      new Progress() {
        @Override
        public void begin(Digest blob, long size) {}

        @Override
        public void advance(Digest blob, long bytes) {}

        @Override
        public void end(Digest blob, boolean present) {}

        @Override
        public void note(String line) {}
      };

  /** A blob of so many bytes is about to be read. */
  void begin(Digest blob, long size);

  /** So many more bytes of it were read. */
  void advance(Digest blob, long bytes);

  /** The blob is complete; {@code present} where it did not have to be read. */
  void end(Digest blob, boolean present);

  /** Says something that the user should know: what was left out, for one. */
  void note(String line);
}
