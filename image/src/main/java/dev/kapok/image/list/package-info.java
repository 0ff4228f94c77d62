/**
 * Lists of images for several platforms under one name, which users make here: OCI indexes and
 * docker's manifest lists.
 *
 * <p>A list is a row among the images. Beside it stands, for each of its instances, the instance's
 * manifest and where its blobs come from: an image of this store, a registry, an archive. Start
 * reading at {@link dev.kapok.image.list.EditList}, and at {@link dev.kapok.image.list.PushList}
 * for how lists leave the store. This package knows no container.
 */
@NullMarked
package dev.kapok.image.list;

import org.jspecify.annotations.NullMarked;
