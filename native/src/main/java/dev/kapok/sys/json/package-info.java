/**
 * JSON for the paths where start-up counts: a pull reader, a writer, and a tree of plain
 * collections (RFC 8259).
 *
 * <p>Written for a JVM that interprets: few calls per character, no class that is not needed. It
 * knows no document of the engine; a codec stands beside the record that it reads and writes. Start
 * at {@link dev.kapok.sys.json.JsonReader}.
 */
@NullMarked
package dev.kapok.sys.json;

import org.jspecify.annotations.NullMarked;
