/**
 * What users see of containers: lists, inspect, the table of processes.
 *
 * <p>Changes nothing. Start reading at {@link dev.kapok.libpod.view.ContainerListing}.
 */
@NullMarked
package dev.kapok.libpod.view;

import org.jspecify.annotations.NullMarked;
