package dev.kapok.storage.unpack;

import dev.kapok.storage.record.TarRecorder;
import dev.kapok.storage.tar.DataSink;
import dev.kapok.storage.tar.TarReader;
import dev.kapok.sys.FileIo;
import java.io.IOException;

/** Writes the content of an entry to a descriptor that was opened with O_APPEND. */
final class FileContent implements DataSink {
  private final FileIo io;
  private final TarRecorder recorder;
  private int fd = -1;
  private long length;

  FileContent(FileIo io, TarRecorder recorder) {
    this.io = io;
    this.recorder = recorder;
  }

  void copy(TarReader reader, int target) throws IOException {
    fd = target;
    length = 0;
    reader.content(this);
  }

  @Override
  public void data(byte[] buffer, int offset, int count) {
    io.write(fd, buffer, offset, count);
    length += count;
    recorder.content(buffer, offset, count);
  }

  @Override
  public void hole(long count) throws IOException {
    length += count;
    io.truncate(fd, length);
    recorder.hole(count);
  }
}
