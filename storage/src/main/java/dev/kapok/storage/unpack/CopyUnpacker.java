package dev.kapok.storage.unpack;

import dev.kapok.storage.StorageException;
import dev.kapok.storage.pipe.ByteSource;
import dev.kapok.storage.pipe.StreamSource;
import dev.kapok.storage.tar.TarEntry;
import dev.kapok.storage.tar.TarReader;
import dev.kapok.sys.Errno;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Unpacks a tar into a folder of a tree that is in use.
 *
 * <p>Everything is resolved beneath the tree's root by descriptors: links that somebody puts there
 * meanwhile lead nowhere else.
 */
public final class CopyUnpacker {
  /** Sets a time to now, and leaves one as it is (utimensat(2)). */
  private static final int UTIME_NOW = (1 << 30) - 1;

  private static final int UTIME_OMIT = (1 << 30) - 2;

  private final Kernel kernel;
  private final CopyOptions options;

  /** Unpacks in one way. */
  public CopyUnpacker(Kernel kernel, CopyOptions options) {
    this.kernel = kernel;
    this.options = options;
  }

  /**
   * Unpacks an uncompressed tar.
   *
   * @param rootFd a descriptor of the tree's root, which stays open
   * @param folder the path of a folder that is there, without links; empty for the root
   * @throws IOException where the stream breaks or is no tar
   * @throws dev.kapok.storage.LayerFormatException where an entry is refused
   * @throws StorageException where an entry cannot be stored, or would replace what it must not
   */
  public void unpack(InputStream tar, int rootFd, byte[] folder) throws IOException {
    Notes notes = new Notes();
    ByteSource source = new StreamSource(tar);
    TarReader reader = new TarReader(source);
    CopyRules rules = new CopyRules(kernel, options);
    Metadata metadata = Metadata.ofCopies(kernel.attributes(), options, notes);
    EntryWriter.Place place = new EntryWriter.Place(rootFd, folder);
    try (EntryWriter writer = EntryWriter.parallel(kernel, place, rules, metadata)) {
      for (TarEntry entry = reader.next(); entry != null; entry = reader.next()) {
        write(writer, entry, reader);
      }
      writer.await();
    }
    touch(rootFd, folder);
  }

  private static void write(EntryWriter writer, TarEntry entry, TarReader reader)
      throws IOException {
    try {
      writer.write(entry, reader);
    } catch (SyscallException e) {
      throw new StorageException("writing " + entry.displayName() + ": " + e.getMessage(), e);
    }
  }

  /** The writer gives each folder back the time that it had, and this one has changed. */
  private void touch(int rootFd, byte[] folder) {
    int fd =
        kernel
            .tree()
            .openBeneath(
                rootFd,
                folder.length == 0 ? new byte[] {'.'} : folder,
                OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY,
                0,
                OpenFlags.RESOLVE_BENEATH | OpenFlags.RESOLVE_NO_SYMLINKS);
    try {
      kernel.attributes().setTimes(fd, new byte[] {'.'}, 0, UTIME_OMIT, 0, UTIME_NOW);
    } catch (SyscallException e) {
      // Nobody gave a folder that is somebody else's its old time back.
      if (e.errno() != Errno.EPERM) {
        throw e;
      }
    } finally {
      kernel.io().close(fd);
    }
  }
}
