/** What containers do, seen from the command line. */
@NullMarked
package dev.kapok.test.container;

import org.jspecify.annotations.NullMarked;
