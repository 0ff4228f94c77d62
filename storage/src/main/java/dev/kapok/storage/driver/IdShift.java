package dev.kapok.storage.driver;

import dev.kapok.sys.Host;
import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.IdRange;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.file.TreeDeleter;
import java.util.List;

/** How files of images get the owners that a container's user namespace wants to see. */
public enum IdShift {
  /** The kernel maps them, without a copy. */
  IDMAP("idmap"),
  /** They are copied and given away. */
  CHOWN("chown");

  private final String word;

  IdShift(String word) {
    this.word = word;
  }

  /** Returns it as {@code info} has it. */
  public String word() {
    return word;
  }

  /** Tells whether the user keeps the kernel from mapping owners. */
  public static boolean isSwitchedOff() {
    String value = Host.env("_CONTAINERS_OVERLAY_DISABLE_IDMAP");
    return value != null && (value.equals("yes") || value.equals("1") || value.equals("true"));
  }

  /** Finds out by trying what the kernel does for a store's folder; only {@code info} needs it. */
  static IdShift of(Kernel kernel, LayerPaths paths, GraphDriver.Owners owners) {
    if (owners != GraphDriver.Owners.MAPPED || isSwitchedOff()) {
      return CHOWN;
    }
    int self = kernel.pids().self();
    String probe = paths.staging(self, kernel.pids().startTime(self), "probe");
    Folder folder = new Folder(kernel);
    folder.makeAll(paths.staging(), 0700);
    folder.make(probe, 0700);
    // Whatever happens, the sweep unmounts a folder of this name.
    String target = probe + "/merged";
    folder.make(target, 0700);
    try {
      map(kernel, probe, target);
      return IDMAP;
    } catch (SyscallException e) {
      return CHOWN;
    } finally {
      new LayerMounter(kernel).unmount(target);
      new TreeDeleter(kernel).delete(probe);
    }
  }

  private static void map(Kernel kernel, String source, String target) {
    IdMap first = new IdMap(List.of(new IdRange(0, 1, 1)));
    int namespace = kernel.mounts().openUserNamespace(new IdMaps(first, first));
    try {
      kernel.mounts().mountMapped(source, target, namespace);
    } finally {
      kernel.io().close(namespace);
    }
  }
}
