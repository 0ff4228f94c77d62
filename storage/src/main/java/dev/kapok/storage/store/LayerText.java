package dev.kapok.storage.store;

import dev.kapok.storage.driver.Folder;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads small files of single layers. */
final class LayerText {
  private static final int MOST = 4 << 20;
  private static final int RESOLVE = OpenFlags.RESOLVE_BENEATH | OpenFlags.RESOLVE_NO_SYMLINKS;

  private final Kernel kernel;

  LayerText(Kernel kernel) {
    this.kernel = kernel;
  }

  /** Returns null where the layer says nothing of the file, empty where it has something else. */
  @Nullable String read(String diff, String path) {
    int root = kernel.io().open(diff, OpenFlags.O_PATH | OpenFlags.O_DIRECTORY, 0);
    try {
      FileStat stat = kernel.tree().stat(root, Folder.bytes(path));
      if (stat == null) {
        return null;
      }
      if (!stat.isRegular()) {
        return "";
      }
      int fd = kernel.tree().openBeneath(root, Folder.bytes(path), OpenFlags.O_RDONLY, 0, RESOLVE);
      try {
        return content(fd, (int) Math.min(MOST, stat.size()));
      } finally {
        kernel.io().close(fd);
      }
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP) {
        return e.errno() == Errno.ENOENT ? null : "";
      }
      throw e;
    } finally {
      kernel.io().close(root);
    }
  }

  private String content(int fd, int size) {
    byte[] bytes = new byte[size];
    int length = 0;
    int count;
    while (length < size && (count = kernel.io().read(fd, bytes, length, size - length)) > 0) {
      length += count;
    }
    return new String(Arrays.copyOf(bytes, length), StandardCharsets.UTF_8);
  }
}
