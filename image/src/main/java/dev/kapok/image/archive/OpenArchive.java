package dev.kapok.image.archive;

import dev.kapok.image.ImageFormatException;
import dev.kapok.image.ImageReference;
import dev.kapok.image.InvalidReferenceException;
import dev.kapok.image.spec.Platform;
import dev.kapok.image.stream.ChannelStream;
import dev.kapok.image.stream.Compression;
import dev.kapok.image.stream.Spool;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Opens an archive of whatever kind, told by what is in it. */
public final class OpenArchive {
  private final Spool spool;
  private final Platform platform;

  /**
   * Remembers what is needed.
   *
   * @param spool where streams and compressed archives are put aside
   * @param platform which image to choose where there are several for a name
   */
  public OpenArchive(Spool spool, Platform platform) {
    this.spool = spool;
    this.platform = platform;
  }

  /**
   * Opens a file or a folder.
   *
   * @throws ImageFormatException where it is no archive of images
   */
  public ImageArchive open(Path path) throws IOException {
    if (path.toString().isEmpty()) {
      throw new ImageFormatException("no path is given");
    }
    if (Files.isDirectory(path)) {
      return folder(path);
    }
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path + ": no such file or directory");
    }
    if (!Files.isRegularFile(path)) {
      try (InputStream in = Files.newInputStream(path)) {
        return open(in, path.toString());
      }
    }
    FileChannel channel = FileChannel.open(path);
    try (InputStream in = new ChannelStream(channel, 0, channel.size())) {
      if (Compression.of(Compression.buffered(in)) == Compression.NONE) {
        return tar(channel, path.toString());
      }
    }
    try (channel) {
      return open(new ChannelStream(channel, 0, channel.size()), path.toString());
    }
  }

  /**
   * Opens an archive that comes as a stream, compressed or not, which is read to its end first.
   *
   * @param name for messages: "stdin"
   */
  public ImageArchive open(InputStream in, String name) throws IOException {
    BufferedInputStream buffered = Compression.buffered(in);
    return tar(spool.put(Compression.of(buffered).open(buffered)), name);
  }

  private ImageArchive tar(FileChannel channel, String name) throws IOException {
    try {
      return recognized(channel, name);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private ImageArchive recognized(FileChannel channel, String name) throws IOException {
    if (!TarFiles.isTar(channel)) {
      throw new ImageFormatException(
          name + " is no image archive: neither a tar nor a folder with images");
    }
    TarFiles files = new TarFiles(channel, name);
    if (files.size(DockerArchive.MANIFEST) >= 0) {
      return new DockerArchive(files, platform);
    }
    if (files.size(OciLayout.INDEX) >= 0) {
      return new OciLayout(files, List.of(), platform);
    }
    throw new ImageFormatException(
        name
            + " is no image archive: it has neither manifest.json (docker-archive) nor index.json"
            + " (oci-archive); a root file system comes in by import");
  }

  private ImageArchive folder(Path folder) throws IOException {
    FolderFiles files = new FolderFiles(folder, folder.toString());
    if (files.size(OciLayout.INDEX) >= 0 && files.size(OciLayout.MARKER) >= 0) {
      return new OciLayout(files, folderName(folder), platform);
    }
    if (files.size(DockerArchive.MANIFEST) >= 0) {
      return new DirArchive(files, platform);
    }
    throw new ImageFormatException(
        folder
            + " holds no image: it has neither oci-layout and index.json (oci) nor manifest.json"
            + " (dir)");
  }

  /** Names an image after its folder, as podman does, where that makes a name. */
  private static List<ImageReference> folderName(Path folder) {
    try {
      return List.of(ImageReference.parse("localhost" + folder.toAbsolutePath().normalize()));
    } catch (InvalidReferenceException e) {
      return List.of();
    }
  }
}
