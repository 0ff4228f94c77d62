package dev.kapok.image.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of an archive go: into a file that gets its name when it is complete, or through
 * a nameless file into a stream. Either way, what was not committed is gone.
 */
public final class ArchiveOutput implements Closeable {
  private final FileChannel channel;
  private final @Nullable Path temporary;
  private final @Nullable Path file;
  private final @Nullable OutputStream stream;

  private ArchiveOutput(
      FileChannel channel,
      @Nullable Path temporary,
      @Nullable Path file,
      @Nullable OutputStream stream) {
    this.channel = channel;
    this.temporary = temporary;
    this.file = file;
    this.stream = stream;
  }

  /**
   * Begins a file, which replaces what has its name. What is there and is no regular file, a pipe
   * for one, gets the bytes as a stream.
   *
   * @param spool where a stream's bytes are put aside
   */
  public static ArchiveOutput file(Path file, Path spool) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return stream(Files.newOutputStream(file), spool);
    }
    Path real = Files.isSymbolicLink(file) ? file.toRealPath() : file;
    Path folder = real.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IOException("writing " + file + ": there is no folder " + folder);
    }
    Path temporary =
        folder.resolve("." + real.getFileName() + "." + Long.toHexString(System.nanoTime()));
    FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    return new ArchiveOutput(channel, temporary, real, null);
  }

  /**
   * Begins a stream.
   *
   * @param out where all bytes go at the end; closed with this object
   * @param spool a folder where they are put aside until then
   */
  public static ArchiveOutput stream(OutputStream out, Path spool) throws IOException {
    Files.createDirectories(spool);
    Path temporary = Files.createTempFile(spool, "archive-", "");
    FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Files.delete(temporary);
    return new ArchiveOutput(channel, null, null, out);
  }

  /** Returns the file that is written. */
  FileChannel channel() {
    return channel;
  }

  /** Names the file, or passes it on. */
  void commit() throws IOException {
    if (stream != null) {
      channel.position(0);
      Channels.newInputStream(channel).transferTo(stream);
      stream.flush();
    }
    channel.close();
    if (temporary != null && file != null) {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (temporary != null) {
      Files.deleteIfExists(temporary);
    }
    if (stream != null) {
      stream.close();
    }
  }
}
