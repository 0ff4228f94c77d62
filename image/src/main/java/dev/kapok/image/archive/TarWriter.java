package dev.kapok.image.archive;

import dev.kapok.image.stream.BlobContent;
import dev.kapok.image.stream.CountingOutput;
import dev.kapok.image.stream.HashingOutput;
import dev.kapok.storage.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipEncoding;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.jspecify.annotations.Nullable;

/**
 * Writes a tar. An entry's header is written after its content, when size and name are known; so
 * nothing is put aside.
 */
final class TarWriter implements ArchiveWriter {
  private static final int RECORD = 512;

  private static final ZipEncoding UTF_8 = ZipEncodingHelper.getZipEncoding("UTF-8");

  /** Two empty records end a tar. */
  private static final int END = 2 * RECORD;

  /** All may read, as podman has it. */
  private static final int MODE = 0100444;

  private final ArchiveOutput output;
  private final FileChannel channel;
  private final String description;
  private final Set<String> names = new HashSet<>();

  /** Begins a tar; the output belongs to this object from then on. */
  TarWriter(ArchiveOutput output, String description) {
    this.output = output;
    this.channel = output.channel();
    this.description = description;
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  public boolean has(String name) {
    return names.contains(name);
  }

  @Override
  public Written write(@Nullable Digest digest, Function<Digest, String> name, BlobContent content)
      throws IOException {
    long start = channel.position();
    channel.position(start + RECORD);
    OutputStream raw = Channels.newOutputStream(channel);
    Written written;
    if (digest == null) {
      HashingOutput out = new HashingOutput(raw);
      content.writeTo(out);
      written = new Written(out.digest(), out.count());
    } else {
      CountingOutput out = new CountingOutput(raw);
      content.writeTo(out);
      written = new Written(digest, out.count());
    }
    end(start, name.apply(written.digest()), written.size());
    return written;
  }

  @Override
  public void write(String name, byte[] bytes) throws IOException {
    long start = channel.position();
    channel.position(start + RECORD);
    Channels.newOutputStream(channel).write(bytes);
    end(start, name, bytes.length);
  }

  private void end(long start, String name, long size) throws IOException {
    if (!names.add(name)) {
      channel.truncate(start);
      channel.position(start);
      return;
    }
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setMode(MODE);
    entry.setSize(size);
    entry.setModTime(0);
    byte[] header = new byte[RECORD];
    // Sizes beyond 8 GB are written in binary, which every reader of today knows.
    entry.writeEntryHeader(header, UTF_8, true);
    put(ByteBuffer.wrap(header), start);
    long padding = (RECORD - size % RECORD) % RECORD;
    channel.position(start + RECORD + size + padding);
  }

  private void put(ByteBuffer bytes, long start) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes, start + bytes.position());
    }
  }

  @Override
  public void commit() throws IOException {
    put(ByteBuffer.allocate(END), channel.position());
    output.commit();
  }

  @Override
  public void close() throws IOException {
    output.close();
  }
}
