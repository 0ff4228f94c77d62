package dev.kapok.image.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Puts a stream aside into a file, where it can be read in any order. */
public final class Spool {
  private final Path folder;

  /**
   * Remembers where files are put aside.
   *
   * @param folder a private one on a file system with room; made where it is missing
   */
  public Spool(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads a stream to its end.
   *
   * @return the open file, which has no name any more and so goes when it is closed, even by a
   *     crash
   */
  public FileChannel put(InputStream in) throws IOException {
    Files.createDirectories(folder);
    Path file = Files.createTempFile(folder, "spool-", "");
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      Files.delete(file);
      OutputStream out = Channels.newOutputStream(channel);
      in.transferTo(out);
      return channel;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }
}
