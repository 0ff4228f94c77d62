/**
 * What is written down beside a layer so that its tar can be made again byte for byte: all of the
 * tar but the contents of files, which are in the layer.
 *
 * <p>Start reading at {@link dev.kapok.storage.record.TarRecorder}, which writes a record while a
 * layer is unpacked, and {@link dev.kapok.storage.record.TarReplay}, which makes the tar of it.
 * {@link dev.kapok.storage.record.RecordFormat} has the format. Knows nothing of the database.
 */
@NullMarked
package dev.kapok.storage.record;

import org.jspecify.annotations.NullMarked;
