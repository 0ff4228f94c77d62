package dev.kapok.image.list;

import dev.kapok.image.ImageReference;

/**
 * Where an instance of a list comes from.
 *
 * @param source {@code containers-storage:ID} for an image of this store, {@code
 *     docker://REPOSITORY@DIGEST}, or an archive's {@code TRANSPORT:PATH}
 * @param manifest the instance's manifest, as it came
 */
@SuppressWarnings("ArrayRecordComponent") // a document; never compared as a record
record Origin(String source, byte[] manifest) {
  /** How the source of an image of this store begins; podman's word for it. */
  static final String LOCAL = "containers-storage:";

  /** How the source of a registry's image begins. */
  static final String REGISTRY = ImageReference.TRANSPORT;
}
