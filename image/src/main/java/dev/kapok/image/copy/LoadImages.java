package dev.kapok.image.copy;

import dev.kapok.image.StoredImage;
import dev.kapok.image.archive.ArchiveName;
import dev.kapok.image.archive.ArchivedImage;
import dev.kapok.image.archive.ImageArchive;
import dev.kapok.image.archive.OpenArchive;
import dev.kapok.image.policy.TrustPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Brings all images of an archive into the store, whatever kind of archive it is. */
public final class LoadImages {
  private final OpenArchive open;
  private final CopyImage copy;
  private final TrustPolicy policy;

  /** Accepts every image. */
  public LoadImages(OpenArchive open, CopyImage copy) {
    this(open, copy, TrustPolicy.OPEN);
  }

  /** Remembers how archives are opened, how images are copied, and which are accepted. */
  public LoadImages(OpenArchive open, CopyImage copy, TrustPolicy policy) {
    this.open = open;
    this.copy = copy;
    this.policy = policy;
  }

  /** Loads the images of a file or folder; returns them in the order in which they lie there. */
  public List<StoredImage> load(Path path) throws IOException {
    try (ImageArchive archive = open.open(path)) {
      policy.require(archive.transport(), path.toAbsolutePath().normalize());
      return copyAll(archive.images());
    }
  }

  /** Loads the images of an archive that comes as a stream, which the caller closes. */
  public List<StoredImage> load(InputStream in) throws IOException {
    try (ImageArchive archive = open.open(in, "stdin")) {
      policy.require(archive.transport(), Path.of("/dev/stdin"));
      return copyAll(archive.images());
    }
  }

  /** Loads what {@code pull} and {@code run} were given instead of a registry's image. */
  public List<StoredImage> load(ArchiveName name) throws IOException {
    policy.require(name.transport(), name.path().toAbsolutePath().normalize());
    try (ImageArchive archive = open.open(name.path())) {
      return copyAll(name.choose(archive.images()));
    }
  }

  private List<StoredImage> copyAll(List<ArchivedImage> images) throws IOException {
    List<StoredImage> copied = new ArrayList<>();
    for (ArchivedImage image : images) {
      copied.add(copy.copy(image.source(), image.names()));
    }
    return copied;
  }
}
