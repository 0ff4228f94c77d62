package dev.kapok.storage.tree;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A root with folders mounted in it, in which paths are looked up as a process does whose root it
 * is: links and ".." never lead out, and what somebody swaps meanwhile leads to an error at worst.
 *
 * <p>What the kernel has mounted there is seen anyway; the mounts here are those that a container
 * would have if it ran.
 */
public final class RootedTree implements AutoCloseable {
  private static final int MAX_LINKS = 40;
  private static final byte[] SELF = {'.'};
  private static final int FOLDER = OpenFlags.O_PATH | OpenFlags.O_DIRECTORY;
  private static final int RESOLVE = OpenFlags.RESOLVE_BENEATH | OpenFlags.RESOLVE_NO_SYMLINKS;

  private final Kernel kernel;
  private final FileTree tree;
  private final int rootFd;
  private final List<Mount> mounts = new ArrayList<>();

  /** Takes a descriptor of the root, and closes it. */
  public RootedTree(Kernel kernel, int rootFd) {
    this.kernel = kernel;
    this.tree = kernel.tree();
    this.rootFd = rootFd;
  }

  /**
   * Something that is mounted.
   *
   * @param target path in the tree, without slashes around
   * @param path beneath the descriptor: empty for that folder itself, else a file in it
   */
  private record Mount(String target, int fd, String path, boolean readOnly) {
    boolean covers(String path) {
      return path.equals(target) || target.isEmpty() || path.startsWith(target + "/");
    }
  }

  /**
   * Adds a mount, which hides what was there.
   *
   * @param target an absolute path
   * @param source an absolute path of the host
   */
  public void mount(String target, String source, boolean readOnly) {
    mount(target, source, readOnly, false);
  }

  /**
   * Adds a mount as the other does, unless the source must be one and is none.
   *
   * @param needsMount whether the source counts only while something is mounted there
   * @return false where nothing is
   */
  public boolean mount(String target, String source, boolean readOnly, boolean needsMount) {
    String place = String.join("/", components(Spot.bytes(target)));
    int fd = kernel.io().open(source, OpenFlags.O_PATH, 0);
    if (needsMount && !kernel.mounts().isMountPoint("/proc/self/fd/" + fd + "/.")) {
      kernel.io().close(fd);
      return false;
    }
    FileStat stat = tree.stat(fd, new byte[0]);
    if (stat != null && stat.isDirectory()) {
      mounts.add(new Mount(place, fd, "", readOnly));
      return true;
    }
    String file = realPath(kernel, fd);
    kernel.io().close(fd);
    int slash = file.lastIndexOf('/');
    int folder = kernel.io().open(Spot.text(file.substring(0, Math.max(slash, 1))), FOLDER, 0);
    mounts.add(new Mount(place, folder, file.substring(slash + 1), readOnly));
    return true;
  }

  /** Returns the path of what is open, as the host has it. */
  public static String realPath(Kernel kernel, int fd) {
    byte[] link = ("/proc/self/fd/" + fd).getBytes(StandardCharsets.US_ASCII);
    return new String(kernel.tree().readlink(FileTree.CWD, link), StandardCharsets.ISO_8859_1);
  }

  /**
   * Looks a path up.
   *
   * @param path of the tree, in UTF-8 text; absolute or not, it begins at the root
   * @return where it leads, which need not exist if the folder does that it would be in
   * @throws SyscallException ENOENT where that folder is missing, ENOTDIR where it is none, ELOOP
   *     where links lead around
   */
  public Spot find(String path) {
    Deque<String> left = new ArrayDeque<>(components(Spot.bytes(path)));
    List<String> done = new ArrayList<>();
    int links = 0;
    while (!left.isEmpty()) {
      String name = left.removeFirst();
      if (name.equals("..")) {
        if (!done.isEmpty()) {
          done.removeLast();
        }
        continue;
      }
      String parent = String.join("/", done);
      String whole = parent.isEmpty() ? name : parent + "/" + name;
      FileStat stat = stat(whole);
      if (stat == null && leadsToMount(whole)) {
        done.add(name);
        continue;
      }
      if (stat == null && !left.isEmpty()) {
        throw new SyscallException("openat2", Errno.ENOENT, path);
      }
      if (stat == null) {
        return at(whole, null);
      }
      if (stat.isSymlink()) {
        if (++links > MAX_LINKS) {
          throw new SyscallException("openat2", Errno.ELOOP, path);
        }
        follow(link(parent, name), done, left);
        continue;
      }
      if (!stat.isDirectory() && !left.isEmpty()) {
        throw new SyscallException("openat2", Errno.ENOTDIR, path);
      }
      done.add(name);
    }
    String whole = String.join("/", done);
    return at(whole, stat(whole));
  }

  private static void follow(String target, List<String> done, Deque<String> left) {
    if (target.startsWith("/")) {
      done.clear();
    }
    List<String> parts = components(target);
    for (int i = parts.size() - 1; i >= 0; i--) {
      left.addFirst(parts.get(i));
    }
  }

  private static List<String> components(String path) {
    List<String> parts = new ArrayList<>();
    int start = 0;
    while (start < path.length()) {
      int end = path.indexOf('/', start);
      end = end < 0 ? path.length() : end;
      String part = path.substring(start, end);
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
      start = end + 1;
    }
    return parts;
  }

  private Spot at(String whole, @Nullable FileStat stat) {
    Mount mount = mount(whole);
    return new Spot(mount.fd(), beneath(mount, whole), whole, stat, mount.readOnly());
  }

  /** Returns the innermost mount of a path; the root is one, too. */
  private Mount mount(String whole) {
    Mount best = new Mount("", rootFd, "", false);
    for (Mount mount : mounts) {
      if (mount.covers(whole) && mount.target().length() >= best.target().length()) {
        best = mount;
      }
    }
    return best;
  }

  private static String beneath(Mount mount, String whole) {
    if (whole.length() <= mount.target().length()) {
      return mount.path();
    }
    return whole.substring(mount.target().isEmpty() ? 0 : mount.target().length() + 1);
  }

  /** Tells whether the folders of a path will be made for what is mounted in them. */
  private boolean leadsToMount(String whole) {
    for (Mount mount : mounts) {
      if (mount.target().startsWith(whole + "/")) {
        return true;
      }
    }
    return false;
  }

  private @Nullable FileStat stat(String whole) {
    Mount mount = mount(whole);
    String path = beneath(mount, whole);
    int slash = path.lastIndexOf('/');
    if (slash < 0) {
      return tree.stat(mount.fd(), path.isEmpty() ? SELF : bytes(path));
    }
    int fd;
    try {
      fd = tree.openBeneath(mount.fd(), bytes(path.substring(0, slash)), FOLDER, 0, RESOLVE);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT) {
        return null; // folders that will be made for a mount
      }
      throw e;
    }
    try {
      return tree.stat(fd, bytes(path.substring(slash + 1)));
    } finally {
      kernel.io().close(fd);
    }
  }

  private String link(String parent, String name) {
    int fd = folder(parent);
    try {
      return new String(tree.readlink(fd, bytes(name)), StandardCharsets.ISO_8859_1);
    } finally {
      kernel.io().close(fd);
    }
  }

  private int folder(String whole) {
    Mount mount = mount(whole);
    String path = beneath(mount, whole);
    return tree.openBeneath(mount.fd(), path.isEmpty() ? SELF : bytes(path), FOLDER, 0, RESOLVE);
  }

  private static byte[] bytes(String name) {
    return name.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    kernel.io().close(rootFd);
    for (Mount mount : mounts) {
      kernel.io().close(mount.fd());
    }
  }
}
