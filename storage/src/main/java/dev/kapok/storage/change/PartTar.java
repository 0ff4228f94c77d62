package dev.kapok.storage.change;

import dev.kapok.storage.StorageException;
import dev.kapok.storage.pipe.ByteSink;
import dev.kapok.storage.pipe.MadeStream;
import dev.kapok.storage.tree.Spot;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes a file, or a folder with all that is in it, as a tar; it may change meanwhile. */
public final class PartTar {
  private static final int FOLDER =
      OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY | OpenFlags.O_NOFOLLOW;
  private static final int RESOLVE = OpenFlags.RESOLVE_BENEATH | OpenFlags.RESOLVE_NO_SYMLINKS;

  private final Kernel kernel;
  private final Spot spot;
  private final @Nullable String name;
  private final Options options;

  /**
   * What is left out, and whose the rest is.
   *
   * @param names of things right in the folder
   * @param unreadable whether what may not be read is left out; else it is an error
   * @param into the folder that the tar is unpacked into meanwhile, which may lie in this one; null
   *     for none
   * @param made the name of what is made there; null for much, so that nothing there is read
   * @param owners of the user namespace whose ids the files have; the tar has those from inside.
   *     Null for none
   */
  public record Options(
      Set<String> names,
      boolean unreadable,
      @Nullable FileStat into,
      @Nullable String made,
      @Nullable IdMaps owners) {

    /** Copies the names. */
    public Options {
      names = Set.copyOf(names);
    }
  }

  /**
   * Prepares the tar.
   *
   * @param spot where the file or folder lies; its tree stays open until the stream is closed
   * @param name what it is called in the tar, null for what is in the folder without the folder
   */
  public PartTar(Kernel kernel, Spot spot, @Nullable String name, Options options) {
    this.kernel = kernel;
    this.spot = spot;
    this.name = name;
    this.options = options;
  }

  /** Starts to write it. */
  public InputStream open() {
    return MadeStream.of("part-tar", this::write);
  }

  private void write(ByteSink out) throws IOException {
    TarSink tar = new TarSink(out, true);
    try {
      if (spot.isDirectory()) {
        folder(tar);
      } else {
        file(tar);
      }
      tar.end();
    } catch (StorageException | SyscallException e) {
      throw new IOException("reading " + spot.shown() + ": " + e.getMessage(), e);
    }
  }

  private void folder(TarSink tar) throws IOException {
    int fd = kernel.tree().openBeneath(spot.rootFd(), path(spot.path()), FOLDER, 0, RESOLVE);
    try (Source source = Source.of(kernel, fd, options.owners());
        SourceFolder folder = SourceFolder.root(source)) {
      FileStat stat = folder.self();
      if (name != null && stat != null) {
        tar.added(new Node(name, folder, "", stat, List.of()));
      }
      for (String each : names(folder, stat)) {
        if (!options.names().contains(each)) {
          entry(tar, folder, each, name == null ? each : name + "/" + each);
        }
      }
    }
  }

  /** A copy into the folder that is copied would never end. */
  private Set<String> names(SourceFolder folder, @Nullable FileStat stat) {
    FileStat into = options.into();
    boolean isInto =
        into != null
            && stat != null
            && stat.inode() == into.inode()
            && stat.device() == into.device();
    Set<String> names = new TreeSet<>();
    if (!isInto || options.made() != null) {
      names.addAll(folder.names());
    }
    if (isInto && options.made() != null) {
      names.remove(options.made());
    }
    return names;
  }

  private void file(TarSink tar) throws IOException {
    byte[] parent = path(spot.parent());
    int fd = kernel.tree().openBeneath(spot.rootFd(), parent, FOLDER, 0, RESOLVE);
    try (Source source = Source.of(kernel, fd, options.owners());
        SourceFolder folder = SourceFolder.root(source)) {
      String base = spot.base();
      FileStat stat = folder.find(base);
      if (stat != null && !stat.isDirectory()) {
        tar.added(new Node(name == null ? base : name, folder, base, stat, List.of()));
      }
    }
  }

  private void entry(TarSink tar, SourceFolder folder, String each, String path)
      throws IOException {
    FileStat stat = folder.find(each);
    if (stat == null) {
      return;
    }
    try {
      tar.added(new Node(path, folder, each, stat, List.of()));
      if (stat.isDirectory()) {
        children(tar, folder, each, path, stat);
      }
    } catch (SyscallException e) {
      boolean isDenied = e.errno() == Errno.EACCES || e.errno() == Errno.EPERM;
      if (!isDenied || !options.unreadable()) {
        throw e;
      }
    }
  }

  private void children(TarSink tar, SourceFolder folder, String each, String path, FileStat stat)
      throws IOException {
    SourceFolder child = folder.child(each);
    if (child == null) {
      return;
    }
    try (child) {
      for (String next : names(child, stat)) {
        entry(tar, child, next, path + "/" + next);
      }
    }
  }

  private static byte[] path(String path) {
    return SourceFolder.bytes(path.isEmpty() ? "." : path);
  }
}
