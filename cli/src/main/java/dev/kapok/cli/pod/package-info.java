/** Commands on pods, one class each. */
@NullMarked
package dev.kapok.cli.pod;

import org.jspecify.annotations.NullMarked;
