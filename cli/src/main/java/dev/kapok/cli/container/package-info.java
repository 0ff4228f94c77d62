/** Commands on containers, one class each. */
@NullMarked
package dev.kapok.cli.container;

import org.jspecify.annotations.NullMarked;
