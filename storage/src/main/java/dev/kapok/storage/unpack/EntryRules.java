package dev.kapok.storage.unpack;

import dev.kapok.storage.tar.TarEntry;
import dev.kapok.sys.FileStat;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What an unpacker does where a tar's entries are no plain files, or meet what is there already.
 */
interface EntryRules {
  /** Tells whether a name is none of a file, but an instruction for {@link #mark}. */
  boolean isMarker(byte[] name);

  /** Does what a marker asks for in the folder {@code dirFd}. */
  void mark(int dirFd, EntryName name, TarEntry entry) throws IOException;

  /** Tells whether a device is made; else it is left out. */
  boolean makesDevice(TarEntry entry, boolean character);

  /** Makes a folder of something that only hides others; false where it is something else. */
  boolean replaceByFolder(int dirFd, byte[] name, FileStat there, int mode);

  /**
   * Takes away what has the name of an entry.
   *
   * @param folder the path of the folder {@code dirFd}
   * @param there null where it vanished
   * @param isFolder whether the entry is a folder; what is there is none then
   * @throws dev.kapok.storage.StorageException where it stays
   */
  void makeRoom(int dirFd, byte[] folder, byte[] name, @Nullable FileStat there, boolean isFolder)
      throws IOException;
}
