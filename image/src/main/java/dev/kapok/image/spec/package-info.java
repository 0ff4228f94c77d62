/**
 * The documents of images: manifests and indexes of OCI and of docker (version 2, schema 2), and
 * what they consist of.
 *
 * <p>Start reading at {@link dev.kapok.image.spec.ManifestDocument}. This package reads bytes that
 * it is given; it does not know where they come from.
 */
@NullMarked
package dev.kapok.image.spec;

import org.jspecify.annotations.NullMarked;
