package dev.kapok.storage.change;

import dev.kapok.storage.tree.AttributeIds;
import dev.kapok.storage.tree.MappedIds;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import org.jspecify.annotations.Nullable;

/**
 * One folder of files that a tree is made of.
 *
 * <p>Two sources of the same path are the same one to {@link TreeDiff} only where they are the same
 * object.
 */
public final class Source implements AutoCloseable {
  /** FUSE_SUPER_MAGIC of linux/magic.h. */
  private static final long FUSE = 0x65735546;

  private final Kernel kernel;
  private final int rootFd;
  private final Marks marks;
  private final boolean live;
  private final boolean countsLinks;
  private final AttributeIds.@Nullable Mapping owners;

  private Source(
      Kernel kernel,
      int rootFd,
      Marks marks,
      boolean live,
      boolean countsLinks,
      AttributeIds.@Nullable Mapping owners) {
    this.kernel = kernel;
    this.rootFd = rootFd;
    this.marks = marks;
    this.live = live;
    this.countsLinks = countsLinks;
    this.owners = owners;
  }

  /**
   * Opens a source.
   *
   * @param path absolute
   * @param live whether somebody may change it while it is read, so that no name in it can be
   *     trusted
   * @param owners of the user namespace whose ids its files have on the disk; null where they have
   *     those that the image sees. What the engine itself made may belong to somebody who does not
   *     exist inside, and has the same owner in the image
   */
  public static Source open(
      Kernel kernel, String path, Marks marks, boolean live, @Nullable IdMaps owners) {
    int fd = kernel.io().open(path, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0);
    boolean fuse = marks == Marks.NONE && kernel.mounts().fileSystemType(path) == FUSE;
    AttributeIds.Mapping mapping = owners == null ? null : MappedIds.inside(owners, MappedIds.SAME);
    return new Source(kernel, fd, marks, live, !fuse, mapping);
  }

  /** Opens a source whose files have the owners that the image sees. */
  public static Source open(Kernel kernel, String path, Marks marks, boolean live) {
    return open(kernel, path, marks, live, null);
  }

  /**
   * Makes a source of a folder that is open, and which it closes; anybody may change it.
   *
   * @param owners as {@link #open} takes them; but what is of somebody who does not exist inside is
   *     nobody's, as the namespace itself shows it
   */
  static Source of(Kernel kernel, int folderFd, @Nullable IdMaps owners) {
    boolean fuse = kernel.mounts().fileSystemType("/proc/self/fd/" + folderFd) == FUSE;
    AttributeIds.Mapping mapping =
        owners == null ? null : MappedIds.inside(owners, MappedIds.OVERFLOW);
    return new Source(kernel, folderFd, Marks.NONE, true, !fuse, mapping);
  }

  Kernel kernel() {
    return kernel;
  }

  int rootFd() {
    return rootFd;
  }

  Marks marks() {
    return marks;
  }

  boolean isLive() {
    return live;
  }

  /** Returns what a file looks like to the image. */
  @Nullable FileStat seen(@Nullable FileStat stat) {
    AttributeIds.Mapping mapping = owners;
    return mapping == null || stat == null
        ? stat
        : stat.ownedBy(mapping.user(stat.uid()), mapping.group(stat.gid()));
  }

  /** Returns what an attribute of a file looks like to the image. */
  byte[] seen(String attribute, byte[] value) {
    AttributeIds.Mapping mapping = owners;
    return mapping == null ? value : AttributeIds.map(attribute, value, mapping);
  }

  /**
   * Tells whether a file that has one link has one name; fuse-overlayfs counts only the names that
   * somebody asked for so far.
   */
  boolean countsLinks() {
    return countsLinks;
  }

  @Override
  public void close() {
    kernel.io().close(rootFd);
  }
}
