package dev.kapok.image.send;

import dev.kapok.image.ImageTarget;
import dev.kapok.image.KnownBlob;
import dev.kapok.image.LayerBlobs;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.stream.Compression;
import dev.kapok.image.stream.Packing;
import dev.kapok.storage.Digest;
import java.util.ArrayList;
import java.util.List;

/** Which of the forms in which layers were seen will do for a target. */
final class KnownForms {
  /** More are not asked for: each costs a request. */
  private static final int MOST = 6;

  private final LayerBlobs blobs;
  private final ImageTarget target;
  private final boolean docker;
  private final SendOptions options;
  private final Packing packing;

  KnownForms(
      LayerBlobs blobs, ImageTarget target, String type, SendOptions options, Packing packing) {
    this.blobs = blobs;
    this.target = target;
    this.docker = MediaTypes.isDocker(type);
    this.options = options;
    this.packing = packing;
  }

  /**
   * Returns the forms of a layer, best first. That of the image's own manifest goes before all
   * others, since then the manifest can stay as it is.
   *
   * @param came what the image's manifest says of the layer
   */
  List<KnownBlob> of(Digest diffId, Descriptor came) {
    List<KnownBlob> forms = new ArrayList<>();
    KnownBlob own = KnownBlob.of(diffId, came, List.of());
    for (KnownBlob blob : blobs.of(diffId)) {
      if (blob.digest().equals(came.digest())) {
        own = blob;
      } else if (fits(blob.compression()) && forms.size() < MOST) {
        forms.add(blob);
      }
    }
    if (fits(own.compression())) {
      forms.addFirst(own);
    }
    return forms;
  }

  private boolean fits(Compression form) {
    boolean isChosen = options.compression() != null || options.force();
    if (isChosen || target.strict() || target.place() == null) {
      return form == packing.compression();
    }
    return switch (form) {
      case NONE, GZIP -> true;
      case ZSTD -> !docker;
      case BZIP2, XZ -> false;
    };
  }
}
