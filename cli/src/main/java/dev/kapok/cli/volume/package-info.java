/** Commands on volumes, one class each. */
@NullMarked
package dev.kapok.cli.volume;

import org.jspecify.annotations.NullMarked;
