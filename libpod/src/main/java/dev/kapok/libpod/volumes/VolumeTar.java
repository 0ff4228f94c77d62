package dev.kapok.libpod.volumes;

import dev.kapok.image.stream.Compression;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.VolumeSummary;
import dev.kapok.libpod.lock.HoldingStream;
import dev.kapok.libpod.mounts.LocalDriver;
import dev.kapok.libpod.mounts.StagedTars;
import dev.kapok.libpod.mounts.VolumeFolders;
import dev.kapok.libpod.mounts.VolumeMount;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.parts.Failures;
import dev.kapok.storage.LayerFormatException;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.change.Comparison;
import dev.kapok.storage.change.Marks;
import dev.kapok.storage.change.Source;
import dev.kapok.storage.driver.Folder;
import dev.kapok.storage.record.TarRecorder;
import dev.kapok.storage.tree.TreeCopier;
import dev.kapok.storage.unpack.LayerUnpacker;
import dev.kapok.storage.unpack.UnpackOptions;
import dev.kapok.storage.unpack.UnpackResult;
import dev.kapok.storage.unpack.WhiteoutStyle;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.SyscallException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A volume's files as a tar, and a tar's files in a volume. The volume is locked, and what is on it
 * mounted, while its files are read or added.
 *
 * <p>A tar is unpacked beside the volume first, where no link of the volume can lead it astray, and
 * without the lock. Its files move into an empty volume. The volume's folder stays the same one,
 * since containers that run have mounted it.
 */
final class VolumeTar {
  /** Where the files of a tar are, in its folder beside the volume. */
  private static final String FILES = "/files";

  private static final int FOLDER = OpenFlags.O_RDONLY | OpenFlags.O_DIRECTORY;

  private final EngineParts parts;
  private final Kernel kernel;
  private final VolumeSummary volume;
  private final VolumeFolders folders;
  private final String data;

  VolumeTar(EngineParts parts, VolumeSummary volume) {
    this.parts = parts;
    this.kernel = parts.kernel();
    this.volume = volume;
    this.folders = new VolumeFolders(parts);
    this.data = parts.paths().volumeData(volume.name());
  }

  InputStream export() {
    int lock = begin();
    boolean complete = false;
    try {
      Source source = Source.open(kernel, data, Marks.NONE, true);
      String what = "export volume " + volume.name();
      InputStream tar = new Comparison(what, List.of(), List.of(source)).tar();
      complete = true;
      return new HoldingStream(tar, () -> end(lock));
    } finally {
      if (!complete) {
        end(lock);
      }
    }
  }

  /** Unpacks without the lock: whoever writes the tar may take his time. */
  void add(InputStream tar) throws IOException {
    folders.requireThere(volume.name());
    StagedTars tars = new StagedTars(parts);
    tars.sweep(new Failures()); // what cannot be deleted now is no reason not to begin
    try (StagedTars.Staged staged = tars.begin(volume.name())) {
      boolean root = unpack(tar, staged);
      int lock = begin();
      try {
        requireThere(staged);
        move(staged.path() + FILES, root);
        parts.disk().deleteFile(parts.paths().volumeFresh(volume.name()));
      } finally {
        end(lock);
      }
    } catch (LayerFormatException | StorageException e) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "importing into volume " + volume.name() + ": " + e.getMessage(),
          e);
    }
  }

  /** Another volume of the name may have come into being while the tar was read. */
  private void requireThere(StagedTars.Staged staged) {
    if (!staged.isThere()) {
      throw new KapokException(
          KapokException.Kind.NOT_FOUND,
          "importing into volume " + volume.name() + ": it was removed meanwhile");
    }
  }

  /** With the volume goes what is being unpacked, which must not look as if the tar was bad. */
  private boolean unpack(InputStream tar, StagedTars.Staged staged) throws IOException {
    try {
      return unpack(tar, staged.path());
    } catch (LayerFormatException | StorageException | SyscallException e) {
      requireThere(staged);
      throw e;
    }
  }

  private int begin() {
    folders.requireThere(volume.name());
    LocalDriver driver = VolumeFolders.driver(volume);
    int lock = folders.lock(volume.name());
    boolean complete = false;
    try {
      new VolumeMount(parts).mount(volume, driver);
      complete = true;
      return lock;
    } finally {
      if (!complete) {
        folders.unlock(lock);
      }
    }
  }

  private void end(int lock) {
    try {
      new VolumeMount(parts).unmountUnused(volume.name(), "");
    } finally {
      folders.unlock(lock);
    }
  }

  /** Unpacks into {@code files} of the staging folder; tells whether the tar has its root. */
  private boolean unpack(InputStream tar, String staging) throws IOException {
    parts.disk().makeFolder(staging + FILES, 0700);
    int staged = kernel.io().open(staging, FOLDER, 0);
    try (TarRecorder recorder = new TarRecorder(kernel, staged, "record", "kept")) {
      int files = kernel.io().open(staging + FILES, FOLDER, 0);
      BufferedInputStream packed = Compression.buffered(tar);
      try (InputStream in = Compression.of(packed).open(packed)) {
        UnpackOptions options =
            new UnpackOptions(WhiteoutStyle.NONE, parts.config().storage().rootless(), false);
        UnpackResult result = new LayerUnpacker(kernel, options).unpack(in, files, recorder);
        return result.rootSeen();
      } finally {
        kernel.io().close(files);
      }
    } finally {
      kernel.io().close(staged);
    }
  }

  private void move(String files, boolean root) {
    if (!root) {
      dress(files);
    }
    int to = kernel.io().open(data, FOLDER, 0);
    try {
      if (kernel.tree().listSome(to).isEmpty() && !kernel.mounts().isMountPoint(data)) {
        moveEntries(files, to);
      }
    } finally {
      kernel.io().close(to);
    }
    TreeCopier.keepingNames(kernel).addLayer(files, data);
  }

  /** Leaves to the copier what a container has made meanwhile. */
  private void moveEntries(String files, int to) {
    int from = kernel.io().open(files, FOLDER, 0);
    try {
      List<byte[]> names = kernel.tree().list(from);
      for (int i = 0; i < names.size(); i++) {
        kernel.tree().rename(from, names.get(i), to, names.get(i), true);
      }
    } catch (SyscallException e) {
      if (e.errno() != Errno.EEXIST) {
        throw e;
      }
    } finally {
      kernel.io().close(from);
    }
  }

  /** A tar without a root leaves the volume's as it is. */
  private void dress(String files) {
    FileStat stat = parts.disk().stat(data);
    if (stat != null) {
      new Folder(kernel).dress(files, stat);
    }
  }
}
