/**
 * Text in columns.
 *
 * <p>Start reading at {@link dev.kapok.sys.text.Columns}. There are two providers, the launcher's
 * and that of a plain JVM; both pass one conformance suite. This package knows nothing of what the
 * tables are about.
 */
@NullMarked
package dev.kapok.sys.text;

import org.jspecify.annotations.NullMarked;
