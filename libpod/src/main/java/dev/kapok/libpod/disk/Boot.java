package dev.kapok.libpod.disk;

import org.jspecify.annotations.Nullable;

/** This boot of the machine, by the kernel's random id for it. */
public final class Boot {
  private static final String FILE = "/proc/sys/kernel/random/boot_id";

  private final Disk disk;
  private @Nullable String id;

  /** Reads by these means. */
  public Boot(Disk disk) {
    this.disk = disk;
  }

  /** Returns the id, which another boot will not have. */
  public String id() {
    String known = id;
    if (known == null) {
      String text = disk.read(FILE);
      known = text == null ? "" : text.trim();
      id = known;
    }
    return known;
  }
}
