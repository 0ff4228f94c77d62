package dev.kapok.image.spec;

import java.util.List;

/**
 * The media types of images.
 *
 * @see <a href="https://github.com/opencontainers/image-spec/blob/main/media-types.md">OCI image
 *     spec, media types</a>
 * @see <a href="https://distribution.github.io/distribution/spec/manifest-v2-2/">docker's manifest,
 *     version 2, schema 2</a>
 */
public final class MediaTypes {
  public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
  public static final String OCI_LAYER = "application/vnd.oci.image.layer.v1.tar";
  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";
  public static final String DOCKER_LIST =
      "application/vnd.docker.distribution.manifest.list.v2+json";
  public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";
  public static final String DOCKER_LAYER = "application/vnd.docker.image.rootfs.diff.tar";

  private MediaTypes() {}

  /** Returns the documents that can be read, for the header Accept of a registry's client. */
  public static List<String> manifests() {
    return List.of(OCI_MANIFEST, OCI_INDEX, DOCKER_MANIFEST, DOCKER_LIST);
  }

  /** Returns the types of documents that describe one image. */
  static List<String> imageManifests() {
    return List.of(OCI_MANIFEST, DOCKER_MANIFEST);
  }

  /** Returns the types of documents that offer several images. */
  static List<String> indexes() {
    return List.of(OCI_INDEX, DOCKER_LIST);
  }

  /** Tells whether it is the configuration of an image, and not of some other artifact. */
  public static boolean isImageConfig(String mediaType) {
    return mediaType.equals(OCI_CONFIG) || mediaType.equals(DOCKER_CONFIG);
  }

  /** Tells whether it is a tar, compressed or not, that can be unpacked without a key. */
  public static boolean isLayer(String mediaType) {
    int plus = mediaType.indexOf('+');
    String base = plus < 0 ? mediaType : mediaType.substring(0, plus);
    boolean isTar = base.endsWith(".tar") || base.endsWith(".tar.gzip");
    return isTar && !mediaType.endsWith("+encrypted");
  }

  /** Tells whether it is a layer that registries need not have: some other server does. */
  public static boolean isForeign(String layerType) {
    return layerType.contains(".foreign.") || layerType.contains(".nondistributable.");
  }

  /** Tells whether it is one of docker's manifests, and not one of OCI's. */
  public static boolean isDocker(String manifestType) {
    return manifestType.equals(DOCKER_MANIFEST) || manifestType.equals(DOCKER_LIST);
  }
}
