/**
 * Values of options: what {@code --volume}, {@code --publish}, {@code --memory} and their like
 * mean.
 *
 * <p>Each class reads one kind of value into a record of {@code dev.kapok.libpod.model} and touches
 * nothing outside; what makes no sense is a {@link dev.kapok.cli.args.UsageException} that names
 * the value.
 */
@NullMarked
package dev.kapok.cli.values;

import org.jspecify.annotations.NullMarked;
