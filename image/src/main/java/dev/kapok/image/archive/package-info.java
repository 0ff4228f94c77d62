/**
 * Images in files and folders: docker-archive, oci-archive, OCI layouts and skopeo's dir.
 *
 * <p>Start reading at {@link dev.kapok.image.archive.OpenArchive}. This package reads; it knows no
 * store.
 */
@NullMarked
package dev.kapok.image.archive;

import org.jspecify.annotations.NullMarked;
