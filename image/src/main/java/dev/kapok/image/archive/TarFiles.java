package dev.kapok.image.archive;

import dev.kapok.image.ImageFormatException;
import dev.kapok.image.stream.ChannelStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarUtils;
import org.jspecify.annotations.Nullable;

/**
 * The files in an uncompressed tar, found by one walk over its headers. Links, which older archives
 * use for layers that occur twice, are followed inside the archive and nowhere else.
 */
final class TarFiles implements ArchiveFiles {
  private static final int HEADER = 512;

  /** More entries are no image; the walk would only use up memory. */
  private static final int MAX_ENTRIES = 200_000;

  private static final int MAX_LINKS = 16;

  private final FileChannel channel;
  private final String description;
  private final Map<String, Part> parts = new HashMap<>();

  private record Part(long offset, long size, @Nullable String target) {}

  /**
   * Walks over a tar, which belongs to this object from then on.
   *
   * @throws ImageFormatException where it is none, or is cut off
   */
  TarFiles(FileChannel channel, String description) throws IOException {
    this.channel = channel;
    this.description = description;
    try {
      index();
    } catch (IllegalArgumentException e) {
      throw new ImageFormatException(description + " is no valid tar: " + e.getMessage(), e);
    }
  }

  /** Tells whether a file begins like a tar: with a header whose checksum is right. */
  static boolean isTar(FileChannel channel) throws IOException {
    byte[] header = new ChannelStream(channel, 0, HEADER).readAllBytes();
    try {
      return header.length == HEADER && TarUtils.verifyCheckSum(header);
    } catch (IllegalArgumentException e) {
      return false; // what stands where the checksum should be is no number
    }
  }

  private void index() throws IOException {
    long length = channel.size();
    long position = 0;
    for (int count = 0; position < length; count++) {
      ChannelStream in = new ChannelStream(channel, position, length - position);
      // One for each entry: left to go on by itself, it would read what it passes over.
      TarArchiveEntry entry = new TarArchiveInputStream(in).getNextEntry();
      if (entry == null) {
        return;
      }
      if (count == MAX_ENTRIES) {
        throw new ImageFormatException(
            description + " has more than " + MAX_ENTRIES + " entries: it is no image archive");
      }
      long offset = in.position();
      if (entry.getSize() > length - offset) {
        throw new ImageFormatException(
            description
                + " is cut off: "
                + entry.getName()
                + " needs "
                + entry.getSize()
                + " bytes, "
                + (length - offset)
                + " are left");
      }
      add(entry, offset);
      position = offset + (entry.getSize() + HEADER - 1) / HEADER * HEADER;
    }
  }

  private void add(TarArchiveEntry entry, long offset) {
    String name = resolve("", entry.getName());
    if (entry.isSymbolicLink()) {
      int slash = name.lastIndexOf('/');
      String folder = slash < 0 ? "" : name.substring(0, slash);
      parts.put(name, new Part(0, 0, resolve(folder, entry.getLinkName())));
    } else if (entry.isLink()) {
      parts.put(name, new Part(0, 0, resolve("", entry.getLinkName())));
    } else if (entry.isFile()) {
      parts.put(name, new Part(offset, entry.getSize(), null));
    }
  }

  /** Returns a path without "." and "..", as seen from a folder of the archive. */
  private static String resolve(String folder, String path) {
    Deque<String> steps = new ArrayDeque<>();
    String whole = path.startsWith("/") ? path : folder + "/" + path;
    for (String step : whole.split("/", -1)) {
      if (step.equals("..")) {
        steps.pollLast();
      } else if (!step.isEmpty() && !step.equals(".")) {
        steps.addLast(step);
      }
    }
    return String.join("/", steps);
  }

  private @Nullable Part find(String name) {
    Part part = parts.get(resolve("", name));
    for (int links = 0; part != null && links < MAX_LINKS; links++) {
      String target = part.target();
      if (target == null) {
        return part;
      }
      part = parts.get(target);
    }
    return null;
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  public long size(String name) {
    Part part = find(name);
    return part == null ? -1 : part.size();
  }

  @Override
  public InputStream open(String name) throws IOException {
    Part part = find(name);
    if (part == null) {
      throw missing(name);
    }
    return new ChannelStream(channel, part.offset(), part.size());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
