package dev.kapok.storage.record;

import java.io.IOException;

/** Hears what becomes of a tar while it is unpacked. */
public interface ContentListener {
  /** Needs to know nothing. */
  ContentListener NONE =
      new ContentListener() {
        @Override
        public void entry() {}

        @Override
        public void file(byte[] folder, byte[] name) {}

        @Override
        public void content(byte[] buffer, int offset, int length) {}

        @Override
        public void hole(long length) {}
      };

  /** Notes that an entry begins. */
  void entry();

  /** Notes that the content of a file comes next. */
  void file(byte[] folder, byte[] name);

  /** Notes that bytes went into the file, right before they are consumed. */
  void content(byte[] buffer, int offset, int length);

  /** Notes a hole in the file. */
  void hole(long length) throws IOException;
}
