package dev.kapok.image;

import org.jspecify.annotations.Nullable;

/**
 * A full image name: {@code registry/path[:tag][@digest]}.
 *
 * @param registry host and port; {@code docker.io} for the hub, {@code localhost} for images that
 *     were made here
 * @param path the repository within the registry, {@code library/} inserted for the hub's short
 *     ones
 * @param tag null only where a digest is given
 * @param digest null where none is given
 */
public record ImageReference(
    String registry, String path, @Nullable String tag, @Nullable String digest) {
  /** What users may write before the name of a registry's image (containers-transports(5)). */
  public static final String TRANSPORT = "docker://";

  /** Returns a text without the registries' transport, where it begins with that. */
  public static String withoutTransport(String text) {
    return text.startsWith(TRANSPORT) ? text.substring(TRANSPORT.length()) : text;
  }

  /**
   * Parses a name as docker does: without a registry it is the hub's, without tag and digest it is
   * {@code latest}. Where podman searches more than the hub, ask {@link ShortNames} first.
   *
   * @throws InvalidReferenceException where it is none; the message says why
   */
  public static ImageReference parse(String text) {
    return ReferenceParser.parse(text);
  }

  /** Returns {@code registry/path}. */
  public String repository() {
    return registry + "/" + path;
  }

  /** Returns the same repository under another tag, without a digest. */
  public ImageReference withTag(String newTag) {
    return parse(repository() + ":" + newTag);
  }

  /** Returns the same repository at a digest, without a tag. */
  public ImageReference withDigest(String newDigest) {
    return parse(repository() + "@" + newDigest);
  }

  /** Returns {@code registry/path[:tag][@digest]}. */
  @Override
  public String toString() {
    return repository() + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
  }
}
