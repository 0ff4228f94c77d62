package dev.kapok.network.link;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The kernel's parameters of this process's network namespace, sysctl(8). */
public final class Sysctl {
  private final String folder;

  /** Works on the running kernel. */
  public Sysctl() {
    this("/proc/sys");
  }

  /** Works on a folder that looks like /proc/sys. */
  Sysctl(String folder) {
    this.folder = folder;
  }

  /** Reads a parameter, "net/ipv4/ip_forward"; null where the kernel has none of that name. */
  public @Nullable String read(String name) {
    try (FileInputStream in = new FileInputStream(folder + "/" + name)) {
      return new String(in.readNBytes(4096), StandardCharsets.UTF_8).trim();
    } catch (IOException _) {
      return null;
    }
  }

  /**
   * Gives a parameter a value, unless it has it already.
   *
   * @throws LinkException where the kernel does not take it
   */
  public void write(String name, String value) {
    if (value.equals(read(name))) {
      return;
    }
    try (FileOutputStream out = new FileOutputStream(folder + "/" + name)) {
      out.write(value.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new LinkException("set sysctl " + name + " to " + value + ": " + e.getMessage());
    }
  }

  /** As {@link #write}; a kernel without the parameter does not need it. */
  public void writeIfThere(String name, String value) {
    if (read(name) != null) {
      write(name, value);
    }
  }
}
