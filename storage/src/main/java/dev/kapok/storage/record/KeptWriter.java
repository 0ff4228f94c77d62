package dev.kapok.storage.record;

import dev.kapok.storage.LayerFormatException;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Moves replaced files aside, and lists them. Most layers have none: then nothing is made. */
final class KeptWriter implements AutoCloseable {
  private static final int MAX_KEPT = 1 << 16;

  private final Kernel kernel;
  private final int folderFd;
  private final byte[] name;
  private int keptFd = -1;
  private int count;
  private long length;
  private @Nullable OutputStream index;

  KeptWriter(Kernel kernel, int folderFd, String name) {
    this.kernel = kernel;
    this.folderFd = folderFd;
    this.name = ascii(name);
  }

  void keep(FileTree tree, int dirFd, byte[] file, byte[] path, long filesBefore)
      throws IOException {
    OutputStream list = open();
    length += path.length;
    if (count == MAX_KEPT || length > RecordFormat.MAX_INDEX - 20L * MAX_KEPT) {
      throw new LayerFormatException(
          "the layer is refused: it replaces more than " + count + " of its own files");
    }
    tree.rename(dirFd, file, keptFd, ascii(Integer.toString(count)), true);
    count++;
    Numbers.write(list, filesBefore);
    Numbers.write(list, path.length);
    list.write(path, 0, path.length);
  }

  private OutputStream open() {
    OutputStream list = index;
    if (list == null) {
      int resolve = OpenFlags.RESOLVE_BENEATH | OpenFlags.RESOLVE_NO_SYMLINKS;
      kernel.tree().mkdir(folderFd, name, 0700);
      keptFd =
          kernel
              .tree()
              .openBeneath(folderFd, name, OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY, 0, resolve);
      int flags = OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_EXCL;
      byte[] file = ascii(RecordFormat.INDEX);
      int fd = kernel.tree().openBeneath(keptFd, file, flags, 0600, resolve);
      list = new BufferedOutputStream(new DescriptorOutput(kernel.io(), fd));
      index = list;
    }
    return list;
  }

  void finish() throws IOException {
    if (index != null) {
      index.flush();
    }
  }

  @Override
  public void close() throws IOException {
    if (index != null) {
      index.close();
    }
    if (keptFd >= 0) {
      kernel.io().close(keptFd);
      keptFd = -1;
    }
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
