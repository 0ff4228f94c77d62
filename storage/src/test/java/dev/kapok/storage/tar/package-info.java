/** Tests of the tar reader. */
@NullMarked
package dev.kapok.storage.tar;

import org.jspecify.annotations.NullMarked;
