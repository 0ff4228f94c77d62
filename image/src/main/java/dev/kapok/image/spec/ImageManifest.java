package dev.kapok.image.spec;

import dev.kapok.image.ImageFormatException;
import dev.kapok.storage.Digest;
import java.util.List;

/** The manifest of one image: its configuration and its layers, the lowest first. */
public final class ImageManifest implements ManifestDocument {
  /** The largest configuration that is read, in bytes. */
  public static final int CONFIG_MAX_BYTES = 8 << 20;

  private final byte[] bytes;
  private final Digest digest;
  private final String mediaType;
  private final Descriptor config;
  private final List<Descriptor> layers;

  ImageManifest(
      byte[] bytes, Digest digest, String mediaType, Descriptor config, List<Descriptor> layers) {
    this.bytes = bytes.clone();
    this.digest = digest;
    this.mediaType = mediaType;
    this.config = config;
    this.layers = List.copyOf(layers);
  }

  /**
   * Reads the manifest of one image.
   *
   * @param origin names it in messages
   * @throws ImageFormatException where it is none, or an index
   */
  public static ImageManifest parse(String origin, byte[] bytes) throws ImageFormatException {
    if (ManifestDocument.parse(origin, bytes) instanceof ImageManifest manifest) {
      return manifest;
    }
    throw new ImageFormatException("manifest of " + origin + " is an index, and no image's");
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public Digest digest() {
    return digest;
  }

  @Override
  public String mediaType() {
    return mediaType;
  }

  /** Returns what names the configuration. */
  public Descriptor config() {
    return config;
  }

  /** Returns what names the layers, the lowest first. */
  public List<Descriptor> layers() {
    return layers;
  }

  /**
   * Refuses what is in a manifest's form and yet no image: other artifacts, encrypted layers, a
   * configuration that is too large.
   */
  public void requireImage(String origin) throws ImageFormatException {
    if (!MediaTypes.isImageConfig(config.mediaType())) {
      throw new ImageFormatException(
          origin + " is no image: its configuration has the type \"" + config.mediaType() + "\"");
    }
    if (config.size() > CONFIG_MAX_BYTES) {
      throw new ImageFormatException(
          "configuration of "
              + origin
              + " has "
              + config.size()
              + " bytes, more than "
              + CONFIG_MAX_BYTES
              + " are not read");
    }
    for (Descriptor layer : layers) {
      if (!MediaTypes.isLayer(layer.mediaType())) {
        throw new ImageFormatException(
            "layer "
                + layer.digest()
                + " of "
                + origin
                + " has the type \""
                + layer.mediaType()
                + "\", which cannot be unpacked");
      }
    }
  }
}
