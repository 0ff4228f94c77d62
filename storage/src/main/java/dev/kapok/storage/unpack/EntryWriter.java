package dev.kapok.storage.unpack;

import dev.kapok.storage.LayerFormatException;
import dev.kapok.storage.record.ContentListener;
import dev.kapok.storage.tar.TarEntry;
import dev.kapok.storage.tar.TarReader;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes one entry of a tar after the other, each in its folder and by a single name. */
final class EntryWriter implements AutoCloseable {
  private static final byte[] SELF = {'.'};
  private static final byte[] SELF_FD = {};
  private static final int S_IFIFO = 0010000;
  private static final int S_IFCHR = 0020000;
  private static final int S_IFBLK = 0060000;

  /** O_APPEND: after ftruncate(2) made a hole, the next bytes go behind it. */
  private static final int NEW_FILE =
      OpenFlags.O_WRONLY
          | OpenFlags.O_APPEND
          | OpenFlags.O_CREAT
          | OpenFlags.O_EXCL
          | OpenFlags.O_NOFOLLOW;

  private static final int ONE_NAME = OpenFlags.RESOLVE_BENEATH | OpenFlags.RESOLVE_NO_SYMLINKS;

  private final FileIo io;
  private final FileTree tree;
  private final int rootFd;
  private final byte[] start;
  private final EntryRules rules;
  private final Folders folders;
  private final Metadata metadata;
  private final FileContent content;
  private final ContentListener listener;
  private final @Nullable FileWriters writers;

  private long size;
  private boolean rootSeen;

  /** Works as the rules say, and tells the listener. */
  EntryWriter(
      Kernel kernel, Place place, EntryRules rules, Metadata metadata, ContentListener listener) {
    this(kernel, place, rules, metadata, listener, null);
  }

  /** Works as the rules say, and lets several threads write files, of which nobody is told. */
  static EntryWriter parallel(Kernel kernel, Place place, EntryRules rules, Metadata metadata) {
    FileWriters writers = FileWriters.of(kernel.io(), metadata);
    return new EntryWriter(kernel, place, rules, metadata, ContentListener.NONE, writers);
  }

  private EntryWriter(
      Kernel kernel,
      Place place,
      EntryRules rules,
      Metadata metadata,
      ContentListener listener,
      @Nullable FileWriters writers) {
    this.writers = writers;
    this.io = kernel.io();
    this.tree = kernel.tree();
    this.rootFd = place.rootFd();
    this.start = place.folder();
    this.rules = rules;
    this.folders = new Folders(kernel, rootFd, rules);
    this.metadata = metadata;
    this.content = new FileContent(io, listener);
    this.listener = listener;
  }

  /**
   * Where entries go.
   *
   * @param rootFd of the root, which no link leaves
   * @param folder the path of the folder that the tar's names begin at, empty for the root
   */
  @SuppressWarnings("ArrayRecordComponent") // names are bytes; never compared as records
  record Place(int rootFd, byte[] folder) {}

  /** Returns the size of all files so far, in bytes. */
  long size() {
    return size;
  }

  boolean rootSeen() {
    return rootSeen;
  }

  void write(TarEntry entry, TarReader reader) throws IOException {
    listener.entry();
    EntryName name = name(entry.name());
    if (name.isRoot()) {
      root(entry);
      return;
    }
    int dirFd = folders.enter(name.parent());
    if (rules.isMarker(name.base())) {
      rules.mark(dirFd, name, entry);
      return;
    }
    if (make(dirFd, name.base(), entry, reader) && !isDressed(entry)) {
      metadata.apply(dirFd, name.base(), entry);
    }
  }

  private EntryName name(byte[] raw) throws LayerFormatException {
    if (start.length == 0) {
      return EntryName.parse(raw);
    }
    byte[] whole = Arrays.copyOf(start, start.length + 1 + raw.length);
    whole[start.length] = '/';
    System.arraycopy(raw, 0, whole, start.length + 1, raw.length);
    return EntryName.parse(whole);
  }

  /** Files get their attributes while they are open; a hard link has those of its target. */
  private static boolean isDressed(TarEntry entry) {
    return entry.type() == TarEntry.FILE || entry.type() == TarEntry.HARD_LINK;
  }

  private void root(TarEntry entry) throws LayerFormatException {
    if (entry.type() != TarEntry.DIRECTORY) {
      throw refused(entry, "the root of a layer is a folder");
    }
    folders.leave();
    metadata.apply(rootFd, SELF, entry);
    rootSeen = true;
  }

  /** Makes what the entry is; false where it is left out. */
  private boolean make(int dirFd, byte[] name, TarEntry entry, TarReader reader)
      throws IOException {
    switch (entry.type()) {
      case TarEntry.FILE -> file(dirFd, name, entry, reader);
      case TarEntry.DIRECTORY -> folder(dirFd, name);
      case TarEntry.SYMLINK -> symlink(dirFd, name, entry);
      case TarEntry.HARD_LINK -> hardLink(dirFd, name, entry);
      case TarEntry.FIFO -> node(dirFd, name, S_IFIFO, 0);
      case TarEntry.CHAR_DEVICE -> {
        return device(dirFd, name, S_IFCHR, entry);
      }
      case TarEntry.BLOCK_DEVICE -> {
        return device(dirFd, name, S_IFBLK, entry);
      }
      default -> throw refused(entry, "type '" + entry.type() + "' is not known");
    }
    return true;
  }

  private void file(int dirFd, byte[] name, TarEntry entry, TarReader reader) throws IOException {
    int fd;
    try {
      fd = tree.openBeneath(dirFd, name, NEW_FILE, 0600, ONE_NAME);
    } catch (SyscallException e) {
      makeRoom(dirFd, name, e, false);
      fd = tree.openBeneath(dirFd, name, NEW_FILE, 0600, ONE_NAME);
    }
    size += entry.size();
    FileWriters others = writers;
    if (others != null && entry.size() <= FileWriters.LARGEST) {
      give(others, fd, entry, reader);
      return;
    }
    try {
      listener.file(folders.path(), name);
      content.copy(reader, fd);
      // By the descriptor: a name would have to be looked up for each attribute.
      metadata.apply(fd, SELF_FD, entry);
    } finally {
      io.close(fd);
    }
  }

  private void give(FileWriters others, int fd, TarEntry entry, TarReader reader)
      throws IOException {
    byte[] all = null;
    try {
      all = FileContent.read(reader, (int) entry.size());
    } finally {
      if (all == null) {
        io.close(fd);
      }
    }
    others.write(fd, all, entry);
  }

  /** Waits until all is written; fails where something could not be. */
  void await() throws IOException {
    if (writers != null) {
      writers.await();
    }
  }

  private void folder(int dirFd, byte[] name) throws IOException {
    try {
      tree.mkdir(dirFd, name, 0700);
    } catch (SyscallException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
      FileStat there = tree.stat(dirFd, name);
      if (there != null && there.isDirectory()) {
        return;
      }
      if (there == null || !rules.replaceByFolder(dirFd, name, there, 0700)) {
        makeRoom(dirFd, name, e, true);
        tree.mkdir(dirFd, name, 0700);
      }
    }
  }

  private void symlink(int dirFd, byte[] name, TarEntry entry) throws IOException {
    byte[] target = entry.linkName();
    if (target.length == 0 || target.length > EntryName.MAX_PATH) {
      throw refused(entry, "a symbolic link holds 1 to " + EntryName.MAX_PATH + " bytes");
    }
    try {
      tree.symlink(target, dirFd, name);
    } catch (SyscallException e) {
      makeRoom(dirFd, name, e, false);
      tree.symlink(target, dirFd, name);
    }
  }

  private void hardLink(int dirFd, byte[] name, TarEntry entry) throws IOException {
    EntryName target = name(entry.linkName());
    String shown = TarEntry.display(entry.linkName());
    if (target.isRoot() || rules.isMarker(target.base())) {
      throw refused(entry, "it is a hard link to " + shown);
    }
    int targetDir;
    try {
      targetDir = folders.openExisting(target.parent());
    } catch (SyscallException e) {
      throw refused(entry, "its hard link's target " + shown + " is not in the layer");
    }
    try {
      FileStat stat = tree.stat(targetDir, target.base());
      if (stat == null || stat.isDirectory()) {
        throw refused(entry, "its hard link's target " + shown + " is no file of the layer");
      }
      link(targetDir, target.base(), stat, dirFd, name);
    } finally {
      io.close(targetDir);
    }
  }

  private void link(int fromDir, byte[] from, FileStat target, int toDir, byte[] to)
      throws IOException {
    try {
      tree.link(fromDir, from, toDir, to);
    } catch (SyscallException e) {
      FileStat there = tree.stat(toDir, to);
      if (there != null && there.inode() == target.inode() && there.device() == target.device()) {
        return;
      }
      makeRoom(toDir, to, e, false);
      tree.link(fromDir, from, toDir, to);
    }
  }

  private void node(int dirFd, byte[] name, int mode, long device) throws IOException {
    try {
      tree.mknod(dirFd, name, mode, device);
    } catch (SyscallException e) {
      makeRoom(dirFd, name, e, false);
      tree.mknod(dirFd, name, mode, device);
    }
  }

  private boolean device(int dirFd, byte[] name, int type, TarEntry entry) throws IOException {
    if (!rules.makesDevice(entry, type == S_IFCHR)) {
      return false;
    }
    node(dirFd, name, type, makedev(entry.deviceMajor(), entry.deviceMinor()));
    return true;
  }

  /** Device numbers as the C library lays them out (makedev(3)). */
  private static long makedev(long major, long minor) {
    return (major & 0xfffL) << 8
        | (minor & 0xffL)
        | (minor & 0xffffff00L) << 12
        | (major & 0xfffff000L) << 32;
  }

  /** Where a name is taken, the rules say who gives way; any other failure is passed on. */
  private void makeRoom(int dirFd, byte[] name, SyscallException failure, boolean isFolder)
      throws IOException {
    if (failure.errno() != Errno.EEXIST) {
      throw failure;
    }
    rules.makeRoom(dirFd, folders.path(), name, tree.stat(dirFd, name), isFolder);
  }

  private static LayerFormatException refused(TarEntry entry, String why) {
    return new LayerFormatException("layer entry " + entry.displayName() + " is refused: " + why);
  }

  @Override
  public void close() {
    try {
      folders.close();
    } finally {
      if (writers != null) {
        writers.close();
      }
    }
  }
}
