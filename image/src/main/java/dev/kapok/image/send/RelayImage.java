package dev.kapok.image.send;

import dev.kapok.image.ImageSource;
import dev.kapok.image.ImageTarget;
import dev.kapok.image.KnownBlob;
import dev.kapok.image.Progress;
import dev.kapok.image.spec.Descriptor;
import dev.kapok.image.spec.ImageManifest;
import dev.kapok.image.spec.MediaTypes;
import dev.kapok.image.stream.BlobContent;
import dev.kapok.image.stream.Compression;
import dev.kapok.image.stream.PackedTar;
import dev.kapok.image.stream.Packing;
import dev.kapok.image.stream.VerifiedStream;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Copies an image from where it lies to a target, past the store. Its blobs stay as they are, to
 * the byte, unless another compression is asked for.
 */
public final class RelayImage {
  private final Progress progress;
  private final int cpus = Runtime.getRuntime().availableProcessors();

  /** Tells how it goes on. */
  public RelayImage(Progress progress) {
    this.progress = progress;
  }

  /**
   * Copies all of an image but its manifest.
   *
   * @return the manifest that it must have there; the source's own, unless the options or the
   *     target want another one
   * @throws IllegalArgumentException where the options cannot be followed
   */
  public ImageManifest relay(ImageSource source, ImageTarget target, SendOptions options)
      throws IOException {
    ImageManifest manifest = source.manifest();
    String type = options.manifestType(manifest, target);
    List<KnownBlob> forms = new ArrayList<>();
    try (ExecutorService packers = Executors.newFixedThreadPool(cpus)) {
      for (Descriptor layer : manifest.layers()) {
        forms.add(relay(source, layer, target, packing(layer, type, options), packers));
      }
    }
    Descriptor config = manifest.config();
    target.putConfig(config, VerifiedStream.readAll(source.open(config), config));
    return new ManifestRewriter(manifest, type).with(config.digest(), config.size(), forms);
  }

  /** Returns how a layer must be compressed anew; null where it stays as it is. */
  private static @Nullable Packing packing(Descriptor layer, String type, SendOptions options) {
    Compression own = Compression.ofType(layer.mediaType());
    if (!MediaTypes.isLayer(layer.mediaType())) {
      return null;
    }
    Compression wanted = options.compression();
    if (wanted != null && wanted != own) {
      return new Packing(wanted, options.level());
    }
    boolean isForbidden = own == Compression.ZSTD && MediaTypes.isDocker(type);
    return isForbidden ? new Packing(Compression.GZIP, -1) : null;
  }

  private KnownBlob relay(
      ImageSource source,
      Descriptor layer,
      ImageTarget target,
      @Nullable Packing packing,
      ExecutorService packers)
      throws IOException {
    Compression own = Compression.ofType(layer.mediaType());
    String place = source.place();
    List<String> places = place == null ? List.of() : List.of(place);
    KnownBlob same = new KnownBlob(layer.digest(), layer.size(), own, places);
    progress.begin(layer.digest(), layer.size());
    boolean isThere =
        packing == null
            && (MediaTypes.isForeign(layer.mediaType()) || target.find(List.of(same)) != null);
    if (isThere) {
      progress.end(layer.digest(), true);
      return same;
    }
    Compression compression = packing == null ? own : packing.compression();
    BlobContent content =
        packing == null
            ? out -> {
              try (VerifiedStream in = opened(source, layer)) {
                in.transferTo(out);
                in.finish();
              }
            }
            : new PackedTar(() -> unpacked(source, layer), packing, packers, cpus);
    Descriptor sent = target.putLayer(layer.digest(), compression, content);
    progress.end(layer.digest(), false);
    return new KnownBlob(sent.digest(), sent.size(), compression, List.of());
  }

  private VerifiedStream opened(ImageSource source, Descriptor layer) throws IOException {
    return new VerifiedStream(source.open(layer), layer, progress);
  }

  /** Returns a layer's tar; its end is reached only where size and digest are right. */
  private InputStream unpacked(ImageSource source, Descriptor layer) throws IOException {
    VerifiedStream verified = opened(source, layer);
    BufferedInputStream buffered = Compression.buffered(verified);
    InputStream tar = Compression.of(buffered).open(buffered);
    return new FilterInputStream(tar) {
      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count < 0) {
          verified.finish();
        }
        return count;
      }
    };
  }
}
