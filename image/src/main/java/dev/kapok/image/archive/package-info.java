/**
 * Images in files and folders: docker-archive, oci-archive, OCI layouts and skopeo's dir.
 *
 * <p>Start reading at {@link dev.kapok.image.archive.OpenArchive} for reading, and at {@link
 * dev.kapok.image.archive.DockerArchiveTarget} for writing. This package knows no store.
 */
@NullMarked
package dev.kapok.image.archive;

import org.jspecify.annotations.NullMarked;
