/** What images do, seen from the command line. */
@NullMarked
package dev.kapok.test.image;

import org.jspecify.annotations.NullMarked;
