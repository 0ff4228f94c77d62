/**
 * The options of {@code create} and {@code run}, in groups, and what each group makes of them.
 *
 * <p>A group has {@code options()} and a method that builds one record of {@code
 * dev.kapok.libpod.model}; {@link dev.kapok.cli.options.RequestOptions} puts the groups together.
 */
@NullMarked
package dev.kapok.cli.options;

import org.jspecify.annotations.NullMarked;
