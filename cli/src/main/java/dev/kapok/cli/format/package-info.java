/**
 * How answers look: Go templates over trees of maps, lists and scalars, aligned tables, sizes and
 * times as people read them.
 *
 * <p>Start reading at {@link dev.kapok.cli.format.Template}. The language is that of Go's
 * text/template, as far as scripts use it with {@code --format}; the trees are what {@link
 * dev.kapok.sys.json.Json} parses. Knows nothing of containers.
 */
@NullMarked
package dev.kapok.cli.format;

import org.jspecify.annotations.NullMarked;
