/** Commands about the engine itself: what it is, where it runs. */
@NullMarked
package dev.kapok.cli.system;

import org.jspecify.annotations.NullMarked;
