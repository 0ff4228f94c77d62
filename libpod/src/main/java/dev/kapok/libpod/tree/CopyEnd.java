package dev.kapok.libpod.tree;

import dev.kapok.libpod.CopyRequest;
import dev.kapok.libpod.KapokException;
import dev.kapok.storage.tree.RootedTree;
import dev.kapok.storage.tree.Spot;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where copying begins or ends: a place in a container or on the host.
 *
 * @param container null for the host
 * @param spot where it lies
 * @param name what it is called, empty for a root
 */
record CopyEnd(
    Kernel kernel,
    CopyRequest.Place place,
    @Nullable OpenContainer container,
    Spot spot,
    String name)
    implements AutoCloseable {
  private static final int FOLDER = OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY;
  private static final byte[] SELF = {};

  /** Finds a place in a container, there or not. */
  static CopyEnd in(Kernel kernel, OpenContainer container, CopyRequest.Place place) {
    try {
      Spot spot = container.tree().find(container.absolute(place.path()));
      if (place.isFolder() && !spot.isDirectory()) {
        int errno = spot.exists() ? Errno.ENOTDIR : Errno.ENOENT;
        throw new SyscallException("open", errno, place.path());
      }
      return new CopyEnd(kernel, place, container, spot, spot.name());
    } catch (SyscallException e) {
      throw notFound(place, e);
    }
  }

  /** Finds what is there on the host; a link leads to what it names, under its own name. */
  static CopyEnd source(Kernel kernel, CopyRequest.Place place) {
    Path path = Path.of(place.path()).toAbsolutePath().normalize();
    try {
      int fd = kernel.io().open(withSlash(place), OpenFlags.O_PATH, 0);
      Spot spot;
      try {
        String real = RootedTree.realPath(kernel, fd).substring(1);
        FileStat stat = kernel.tree().stat(fd, SELF);
        spot = new Spot(kernel.io().open("/", FOLDER, 0), real, real, stat, false);
      } finally {
        kernel.io().close(fd);
      }
      String name = path.getFileName() == null ? "" : path.getFileName().toString();
      return new CopyEnd(kernel, place, null, spot, Spot.bytes(name));
    } catch (SyscallException e) {
      throw notFound(place, e);
    }
  }

  /** Finds a place on the host, there or not, as the root of all that is written. */
  static CopyEnd target(Kernel kernel, CopyRequest.Place place) {
    try {
      return existing(kernel, place);
    } catch (SyscallException e) {
      if (e.errno() != Errno.ENOENT || place.isFolder()) {
        throw notFound(place, e);
      }
    }
    Path path = Path.of(place.path()).toAbsolutePath().normalize();
    Path parent = path.getParent();
    String name = Spot.bytes(String.valueOf(path.getFileName()));
    try {
      int folder = kernel.io().open(String.valueOf(parent), FOLDER, 0);
      return new CopyEnd(kernel, place, null, new Spot(folder, name, name, null, false), name);
    } catch (SyscallException e) {
      throw notFound(place, e);
    }
  }

  private static CopyEnd existing(Kernel kernel, CopyRequest.Place place) {
    int fd = kernel.io().open(withSlash(place), OpenFlags.O_PATH, 0);
    FileStat stat = kernel.tree().stat(fd, SELF);
    if (stat != null && stat.isDirectory()) {
      return new CopyEnd(kernel, place, null, new Spot(fd, "", "", stat, false), "");
    }
    String real = RootedTree.realPath(kernel, fd);
    kernel.io().close(fd);
    if (stat == null || !stat.isRegular()) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "invalid destination: \"" + place.path() + "\" must be a directory or a regular file");
    }
    int slash = real.lastIndexOf('/');
    int folder = kernel.io().open(Spot.text(real.substring(0, Math.max(slash, 1))), FOLDER, 0);
    String name = real.substring(slash + 1);
    return new CopyEnd(kernel, place, null, new Spot(folder, name, name, stat, false), name);
  }

  private static String withSlash(CopyRequest.Place place) {
    return place.path().isEmpty() ? "." : place.path();
  }

  /** Refuses a place where there is nothing. */
  CopyEnd required() {
    if (!spot.exists()) {
      throw notFound(place, new SyscallException("open", Errno.ENOENT, place.path()));
    }
    return this;
  }

  private static KapokException notFound(CopyRequest.Place place, SyscallException cause) {
    String where = place.container() == null ? "the host" : "container " + place.container();
    String why =
        switch (cause.errno()) {
          case Errno.ENOENT -> "no such file or directory";
          case Errno.ENOTDIR -> "not a directory";
          case Errno.ELOOP -> "too many levels of symbolic links";
          default -> String.valueOf(cause.getMessage());
        };
    return new KapokException(
        KapokException.Kind.NOT_FOUND,
        "\"" + place.path() + "\" could not be found on " + where + ": " + why,
        cause);
  }

  /** Tells whether what is in a folder is meant, without the folder. */
  boolean isContents() {
    return spot.isDirectory() && (place.isContents() || name.isEmpty());
  }

  /** Closes what was opened for the host; a container is closed by who opened it. */
  @Override
  public void close() {
    if (container == null) {
      kernel.io().close(spot.rootFd());
    }
  }
}
