package dev.kapok.storage.record;

import dev.kapok.storage.pipe.ByteSink;
import dev.kapok.storage.tar.TarEntry;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.file.DescriptorInput;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a layer's tar of its record and its files.
 *
 * <p>Every file is opened beneath the layer's folder and without following links, and its content
 * is compared with the check in the record.
 */
public final class TarReplay implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final FileIo io;
  private final LayerFiles files;
  private final Inflater inflater = new Inflater(true);
  private final InputStream steps;
  private final CRC32C crc = new CRC32C();
  private long filesSeen;
  private byte[] path = {};
  private int fileFd = -1;
  private long filePosition;

  private TarReplay(Kernel kernel, InputStream record, LayerFiles files) {
    this.io = kernel.io();
    this.files = files;
    this.steps = new BufferedInputStream(new InflaterInputStream(record, inflater, BUFFER), BUFFER);
  }

  /**
   * Opens a record; null where the layer has none.
   *
   * @param layer the absolute path of the layer's folder
   * @param name of the record in it
   * @param diffName of the folder of files in it
   * @param keptName of the folder of replaced files in it
   */
  public static @Nullable TarReplay open(
      Kernel kernel, String layer, String name, String diffName, String keptName)
      throws IOException {
    int fd;
    try {
      fd = kernel.io().open(layer + "/" + name, OpenFlags.O_RDONLY | OpenFlags.O_NOFOLLOW, 0);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT) {
        return null;
      }
      throw e;
    }
    InputStream record = new DescriptorInput(kernel.io(), fd);
    LayerFiles files = null;
    try {
      checkMagic(record);
      files = LayerFiles.open(kernel, layer, diffName, keptName);
      return new TarReplay(kernel, record, files);
    } finally {
      if (files == null) {
        record.close();
      }
    }
  }

  private static void checkMagic(InputStream record) throws IOException {
    byte[] magic = record.readNBytes(RecordFormat.MAGIC.length);
    int codec = record.read();
    if (!Arrays.equals(magic, RecordFormat.MAGIC) || codec != RecordFormat.DEFLATE) {
      throw new IOException("the record of the layer's tar has a form that is not known");
    }
  }

  /** Makes the whole tar. */
  public void writeTo(ByteSink sink) throws IOException {
    while (true) {
      int step = steps.read();
      switch (step) {
        case RecordFormat.END -> {
          return;
        }
        case RecordFormat.RAW -> raw(sink, Numbers.read(steps));
        case RecordFormat.ZEROS -> sink.zeros(Numbers.read(steps));
        case RecordFormat.FILE -> file();
        case RecordFormat.CONTENT -> content(sink);
        case -1 -> throw cutShort();
        default ->
            throw new IOException("the record of the layer's tar is damaged: no step " + step);
      }
    }
  }

  private void raw(ByteSink sink, long length) throws IOException {
    long left = length;
    while (left > 0) {
      sink.make();
      int part = (int) Math.min(left, sink.room());
      int read = steps.readNBytes(sink.array(), sink.position(), part);
      if (read < part) {
        throw cutShort();
      }
      sink.advance(part);
      left -= part;
    }
  }

  private void file() throws IOException {
    long length = Numbers.read(steps);
    if (length > RecordFormat.MAX_PATH) {
      throw new IOException("the record of the layer's tar is damaged: a path is too long");
    }
    closeFile();
    path = steps.readNBytes((int) length);
    try {
      fileFd = files.open(path, filesSeen++);
    } catch (SyscallException e) {
      throw new IOException(
          "file " + TarEntry.display(path) + " cannot be read: " + e.getMessage(), e);
    }
    filePosition = 0;
  }

  private void content(ByteSink sink) throws IOException {
    long offset = Numbers.read(steps);
    long length = Numbers.read(steps);
    byte[] check = steps.readNBytes(4);
    if (check.length < 4 || offset < filePosition || fileFd < 0) {
      throw cutShort();
    }
    if (offset > filePosition) {
      io.seek(fileFd, offset, FileIo.SEEK_SET);
    }
    crc.reset();
    long left = length;
    while (left > 0) {
      sink.make();
      int read = io.read(fileFd, sink.array(), sink.position(), (int) Math.min(left, sink.room()));
      if (read == 0) {
        throw changed();
      }
      crc.update(sink.array(), sink.position(), read);
      sink.advance(read);
      left -= read;
    }
    filePosition = offset + length;
    int expected =
        check[0] << 24 | (check[1] & 0xff) << 16 | (check[2] & 0xff) << 8 | (check[3] & 0xff);
    if ((int) crc.getValue() != expected) {
      throw changed();
    }
  }

  private IOException changed() {
    return new IOException(
        "file " + TarEntry.display(path) + " is not what it was when the layer was unpacked");
  }

  private static EOFException cutShort() {
    return new EOFException("the record of the layer's tar is cut short");
  }

  private void closeFile() {
    if (fileFd >= 0) {
      io.close(fileFd);
      fileFd = -1;
    }
  }

  @Override
  public void close() throws IOException {
    closeFile();
    files.close();
    inflater.end();
    steps.close();
  }
}
