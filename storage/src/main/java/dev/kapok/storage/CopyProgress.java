package dev.kapok.storage;

/**
 * Hears how far copies of layers are, which may take a while; its methods may come from threads.
 */
public interface CopyProgress {
  /** Hears nothing. */
  CopyProgress NONE =
      new CopyProgress() {
        @Override
        public void begin(long bytes) {}

        @Override
        public void advance(long bytes) {}

        @Override
        public void end() {}
      };

  /** Copies begin, of so many bytes in all. */
  void begin(long bytes);

  /** So many more are there. */
  void advance(long bytes);

  /** The copies are there, or have failed. */
  void end();
}
