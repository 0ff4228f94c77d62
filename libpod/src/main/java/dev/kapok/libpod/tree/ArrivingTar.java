package dev.kapok.libpod.tree;

import dev.kapok.image.stream.Compression;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.storage.tar.TarReader;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.file.DescriptorInput;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A tar on standard input, whose writer may take as long as he likes. */
final class ArrivingTar {
  private static final int BLOCK = 512;
  private static final int BUFFER = 1 << 18;

  /** How much arrives before the free space is looked at again, in bytes. */
  private static final long STEP = 16L << 20;

  /** Which part of the free space stays free. */
  private static final int SPARED = 64;

  private final EngineParts parts;
  private final FileIo io;

  ArrivingTar(EngineParts parts) {
    this.parts = parts;
    this.io = parts.kernel().io();
  }

  /**
   * Returns the tar, unpacked if it is compressed.
   *
   * @param whole whether all of it is awaited, in a file without a name, before this returns: for
   *     those who keep others waiting while they read
   */
  InputStream open(InputStream in, boolean whole) throws IOException {
    InputStream arrived = whole ? await(in) : in;
    boolean complete = false;
    try {
      BufferedInputStream packed = Compression.buffered(arrived);
      BufferedInputStream tar = Compression.buffered(Compression.of(packed).open(packed));
      tar.mark(BLOCK);
      if (!TarReader.isTar(tar.readNBytes(BLOCK))) {
        throw new KapokException(
            KapokException.Kind.INVALID,
            "source must be a (compressed) tar archive when copying from stdin");
      }
      tar.reset();
      complete = true;
      return tar;
    } finally {
      if (!complete) {
        arrived.close();
      }
    }
  }

  /** Returns the stream once all of it is here. */
  InputStream await(InputStream in) throws IOException {
    int fd = openNameless();
    boolean complete = false;
    try {
      fill(fd, in);
      io.seek(fd, 0, FileIo.SEEK_SET);
      complete = true;
      return new DescriptorInput(io, fd);
    } finally {
      if (!complete) {
        io.close(fd);
      }
    }
  }

  private int openNameless() {
    try {
      return io.open(parts.config().root(), OpenFlags.O_RDWR | OpenFlags.O_TMPFILE, 0600);
    } catch (SyscallException e) {
      if (e.errno() != Errno.EOPNOTSUPP && e.errno() != Errno.EISDIR) {
        throw e;
      }
    }
    // The file system has none. A name that a kill leaves is taken for an import's, and swept.
    String path = parts.paths().imports() + "/" + parts.ids().hex(16);
    parts.disk().makeFolders(parts.paths().imports(), 0700);
    int fd = io.open(path, OpenFlags.O_RDWR | OpenFlags.O_CREAT | OpenFlags.O_EXCL, 0600);
    parts.disk().deleteFile(path);
    return fd;
  }

  private void fill(int fd, InputStream in) throws IOException {
    long spared = free() / SPARED;
    long next = STEP;
    long count = 0;
    byte[] buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      io.write(fd, buffer, 0, read);
      count += read;
      if (count >= next) {
        next = count + STEP;
        if (free() < spared) {
          throw new IOException(
              "no space left on device: the tar would fill the file system of "
                  + parts.config().root()
                  + ", where it waits until it is complete");
        }
      }
    }
  }

  private long free() {
    return parts.kernel().mounts().freeBytes(parts.config().root());
  }
}
