package dev.kapok.libpod.spec;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.DeviceConfig;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the device nodes of the host. */
final class HostDevices {
  /** Parts of /dev that every container has of its own, and what is no device there. */
  private static final List<String> OWN =
      List.of(
          "/dev/pts",
          "/dev/shm",
          "/dev/mqueue",
          "/dev/fd",
          "/dev/console",
          "/dev/ptmx",
          "/dev/tty",
          "/dev/.lxc",
          "/dev/.lxd-mounts",
          "/dev/.udev");

  private static final int MAX_DEPTH = 16;

  private final FileTree tree;

  HostDevices(FileTree tree) {
    this.tree = tree;
  }

  /**
   * Returns the devices that an option means: one, or all in a folder, which may be none.
   *
   * @throws KapokException of kind INVALID where there is none
   */
  List<Device> find(DeviceConfig wanted) {
    String source = resolve(wanted.source());
    FileStat stat = tree.stat(FileTree.CWD, source.getBytes(StandardCharsets.UTF_8));
    if (stat == null) {
      throw new KapokException(
          KapokException.Kind.INVALID, "stat " + wanted.source() + ": no such file or directory");
    }
    List<Device> devices = new ArrayList<>();
    String target = CleanPath.of(wanted.target());
    if (stat.isDirectory()) {
      walk(source, target, wanted.access(), 0, devices);
    } else if (isDevice(stat)) {
      devices.add(new Device(source, target, wanted.access(), stat));
    } else {
      throw new KapokException(
          KapokException.Kind.INVALID,
          wanted.source() + " is not a valid device: not a device node");
    }
    return devices;
  }

  /** Returns all devices but those that a container has of its own. */
  List<Device> all() {
    List<Device> devices = new ArrayList<>();
    walk("/dev", "/dev", "rwm", 0, devices);
    return devices;
  }

  private void walk(String folder, String target, String access, int depth, List<Device> found) {
    String @Nullable [] names = new File(folder).list();
    if (names == null || depth == MAX_DEPTH) {
      return;
    }
    Arrays.sort(names);
    for (String name : names) {
      String path = folder + "/" + name;
      FileStat stat =
          OWN.contains(path)
              ? null
              : tree.stat(FileTree.CWD, path.getBytes(StandardCharsets.UTF_8));
      if (stat == null) {
        continue;
      }
      if (stat.isDirectory()) {
        walk(path, target + "/" + name, access, depth + 1, found);
      } else if (isDevice(stat)) {
        found.add(new Device(path, target + "/" + name, access, stat));
      }
    }
  }

  private static boolean isDevice(FileStat stat) {
    return stat.isCharDevice() || stat.isBlockDevice();
  }

  private static String resolve(String path) {
    try {
      return new File(path).getCanonicalPath();
    } catch (IOException e) {
      throw new KapokException(
          KapokException.Kind.INVALID, "device " + path + ": " + e.getMessage(), e);
    }
  }

  /**
   * A device node.
   *
   * @param access letters of "rwm"
   */
  record Device(String source, String target, String access, FileStat stat) {
    /** Returns the specification's letter for the type. */
    String type() {
      return stat.isBlockDevice() ? "b" : "c";
    }

    /** Returns the major number, see makedev(3). */
    long major() {
      return ((stat.rdev() >>> 8) & 0xfff) | ((stat.rdev() >>> 32) & ~0xfffL);
    }

    /** Returns the minor number, see makedev(3). */
    long minor() {
      return (stat.rdev() & 0xff) | ((stat.rdev() >>> 12) & 0xffffff00L);
    }
  }
}
