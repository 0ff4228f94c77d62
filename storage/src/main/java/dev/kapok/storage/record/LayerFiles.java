package dev.kapok.storage.record;

import dev.kapok.sys.Errno;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.file.DescriptorInput;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Opens the files of a layer; the folder of the last one stays open, as the next is beside it. */
final class LayerFiles implements AutoCloseable {
  private static final int FOLDER = OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY;
  private static final int FILE =
      OpenFlags.O_RDONLY | OpenFlags.O_NOFOLLOW | OpenFlags.O_NONBLOCK | OpenFlags.O_NOCTTY;
  private static final int RESOLVE = OpenFlags.RESOLVE_BENEATH | OpenFlags.RESOLVE_NO_SYMLINKS;

  private final Kernel kernel;
  private final FileTree tree;
  private final int diffFd;
  private final int keptFd;
  private final KeptFiles kept;
  private int folderFd = -1;
  private byte[] folder = {};

  private LayerFiles(Kernel kernel, int diffFd, int keptFd, KeptFiles kept) {
    this.kernel = kernel;
    this.tree = kernel.tree();
    this.diffFd = diffFd;
    this.keptFd = keptFd;
    this.kept = kept;
  }

  static LayerFiles open(Kernel kernel, String layer, String diffName, String keptName)
      throws IOException {
    int diffFd = kernel.io().open(layer + "/" + diffName, FOLDER, 0);
    int keptFd = -1;
    boolean complete = false;
    try {
      KeptFiles kept = KeptFiles.none();
      keptFd = openIfThere(kernel, layer + "/" + keptName);
      if (keptFd >= 0) {
        kept = KeptFiles.parse(index(kernel, keptFd));
      }
      complete = true;
      return new LayerFiles(kernel, diffFd, keptFd, kept);
    } finally {
      if (!complete) {
        kernel.io().close(diffFd);
        if (keptFd >= 0) {
          kernel.io().close(keptFd);
        }
      }
    }
  }

  private static int openIfThere(Kernel kernel, String path) {
    try {
      return kernel.io().open(path, FOLDER, 0);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT) {
        return -1;
      }
      throw e;
    }
  }

  private static byte[] index(Kernel kernel, int keptFd) throws IOException {
    byte[] name = KeptWriter.ascii(RecordFormat.INDEX);
    int fd = kernel.tree().openBeneath(keptFd, name, FILE, 0, RESOLVE);
    try (InputStream in = new DescriptorInput(kernel.io(), fd)) {
      return in.readNBytes(RecordFormat.MAX_INDEX);
    }
  }

  /** Opens a file for the caller to close. */
  int open(byte[] path, long number) {
    byte[] replaced = kept.find(path, number);
    if (replaced != null) {
      return tree.openBeneath(keptFd, replaced, FILE, 0, RESOLVE);
    }
    int slash = path.length - 1;
    while (slash >= 0 && path[slash] != '/') {
      slash--;
    }
    if (slash < 0) {
      return tree.openBeneath(diffFd, path, FILE, 0, RESOLVE);
    }
    enter(path, slash);
    byte[] name = Arrays.copyOfRange(path, slash + 1, path.length);
    return tree.openBeneath(folderFd, name, FILE, 0, RESOLVE);
  }

  private void enter(byte[] path, int length) {
    if (folderFd >= 0 && Arrays.equals(folder, 0, folder.length, path, 0, length)) {
      return;
    }
    leave();
    byte[] next = Arrays.copyOf(path, length);
    folderFd = tree.openBeneath(diffFd, next, FOLDER, 0, RESOLVE);
    folder = next;
  }

  private void leave() {
    if (folderFd >= 0) {
      kernel.io().close(folderFd);
      folderFd = -1;
    }
  }

  @Override
  public void close() {
    leave();
    kernel.io().close(diffFd);
    if (keptFd >= 0) {
      kernel.io().close(keptFd);
    }
  }
}
