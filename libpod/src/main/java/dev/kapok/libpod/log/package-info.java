/**
 * The log files of containers in conmon's k8s-file form: a line is a time, a stream, P or F
 * (partial or final), and text.
 *
 * <p>Works on bytes and a fixed amount of memory, however large the file and its lines are. Start
 * reading at {@link dev.kapok.libpod.log.LogFile}.
 */
@NullMarked
package dev.kapok.libpod.log;

import org.jspecify.annotations.NullMarked;
