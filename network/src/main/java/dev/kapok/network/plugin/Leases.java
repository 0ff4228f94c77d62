package dev.kapok.network.plugin;

import dev.kapok.network.address.IpAddress;
import dev.kapok.network.cni.CniException;
import dev.kapok.network.cni.GcAttachment;
import dev.kapok.sys.Errno;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Locks;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.file.AtomicFile;
import dev.kapok.sys.file.TextFile;
import java.io.File;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The leases of one network, in the files of the reference plugin host-local, so that either may go
 * on with what the other has left: a file per address with the container's id and, on a second line
 * that CR LF begins, the interface; last_reserved_ip.N with what was given last of the N-th set of
 * ranges; and a lock.
 *
 * <p>A lease file appears whole or not at all. What an earlier crash left half-written (an empty
 * file of the reference plugin) is nobody's. Every method but {@link #lock} needs the lock.
 */
final class Leases implements AutoCloseable {
  private static final long LOCK_MILLIS = 60_000;
  private static final int LARGEST = 4096;
  private static final String LAST = "last_reserved_ip.";

  private final Kernel kernel;
  private final String folder;
  private final TextFile texts;
  private final int lockFd;

  private Leases(Kernel kernel, String folder, int lockFd) {
    this.kernel = kernel;
    this.folder = folder;
    this.texts = new TextFile(kernel.io());
    this.lockFd = lockFd;
  }

  /** Locks a network's leases, whose folder is made where it is missing; close them soon. */
  static Leases lock(Kernel kernel, String folder) {
    // A folder that cannot be made shows as ENOENT of the lock's file.
    boolean _ = new File(folder).mkdirs();
    Locks locks = kernel.locks();
    String path = folder + "/lock";
    int fd = locks.lock(path, true, LOCK_MILLIS);
    if (fd < 0) {
      throw CniException.refused(
          HostLocalPlugin.TYPE,
          CniException.TRY_AGAIN,
          "lock " + path + ": process " + locks.holder(path) + " has held it for a minute",
          "");
    }
    return new Leases(kernel, folder, fd);
  }

  /** As {@link #lock}; null where the folder is missing and so nothing is leased. */
  static @Nullable Leases lockIfThere(Kernel kernel, String folder) {
    return new File(folder).isDirectory() ? lock(kernel, folder) : null;
  }

  @Override
  public void close() {
    kernel.locks().unlock(lockFd);
  }

  /** Returns the texts of the addresses that are leased. */
  Set<String> taken() {
    Set<String> taken = new HashSet<>();
    String[] names = names();
    for (int i = 0; i < names.length; i++) {
      if (IpAddress.parse(names[i]) != null && new File(folder, names[i]).length() > 0) {
        taken.add(names[i]);
      }
    }
    return taken;
  }

  /** Returns whether a container's interface holds an address of a set. */
  @Nullable IpAddress held(RangeSet set, String container, String ifName) {
    String[] names = names();
    for (int i = 0; i < names.length; i++) {
      IpAddress address = IpAddress.parse(names[i]);
      if (address != null && set.rangeOf(address) != null && isOf(names[i], container, ifName)) {
        return address;
      }
    }
    return null;
  }

  /** Returns what was given last of a set, null where that is not known. */
  @Nullable IpAddress last(int set) {
    String text = texts.readIfThere(folder + "/" + LAST + set, LARGEST);
    return text == null ? null : IpAddress.parse(text.trim());
  }

  /** Leases an address. */
  void reserve(IpAddress address, int set, String container, String ifName) {
    AtomicFile files = new AtomicFile(kernel);
    files.writeVolatile(folder + "/" + address, container + "\r\n" + ifName, 0644);
    files.writeVolatile(folder + "/" + LAST + set, address.toString(), 0644);
  }

  /**
   * Ends what a container's interface has leased.
   *
   * @param known addresses that it was given; where they are its own, no others are looked at
   */
  void release(String container, String ifName, List<String> known) {
    boolean found = false;
    for (int i = 0; i < known.size(); i++) {
      found |= releaseOne(known.get(i), container, ifName);
    }
    String[] names = found ? new String[0] : names();
    for (int i = 0; i < names.length; i++) {
      releaseOne(names[i], container, ifName);
    }
  }

  private boolean releaseOne(String name, String container, String ifName) {
    boolean own = IpAddress.parse(name) != null && isOf(name, container, ifName);
    if (own) {
      delete(name);
    }
    return own;
  }

  /** Ends all leases but those of the attachments given, and sweeps what crashes have left. */
  void releaseOthers(List<GcAttachment> valid) {
    String[] names = names();
    for (int i = 0; i < names.length; i++) {
      boolean lease = IpAddress.parse(names[i]) != null;
      boolean staged = names[i].startsWith(".") && names[i].endsWith(".new");
      if (staged || (lease && !isOfAny(names[i], valid))) {
        delete(names[i]);
      }
    }
  }

  private boolean isOfAny(String name, List<GcAttachment> attachments) {
    for (int i = 0; i < attachments.size(); i++) {
      GcAttachment attachment = attachments.get(i);
      if (isOf(name, attachment.containerId(), attachment.ifName())) {
        return true;
      }
    }
    return false;
  }

  /** Files of old versions have no interface. */
  private boolean isOf(String name, String container, String ifName) {
    String text = texts.readIfThere(folder + "/" + name, LARGEST);
    if (text == null || !text.startsWith(container)) {
      return false;
    }
    String rest = text.substring(container.length()).trim();
    return rest.equals(ifName)
        ? text.length() > container.length() && text.charAt(container.length()) <= ' '
        : rest.isEmpty();
  }

  private String[] names() {
    String[] names = new File(folder).list();
    return names == null ? new String[0] : names;
  }

  private void delete(String name) {
    File file = new File(folder, name);
    if (!file.delete() && file.exists()) {
      throw new SyscallException("unlink", Errno.EACCES, file.getPath());
    }
  }
}
