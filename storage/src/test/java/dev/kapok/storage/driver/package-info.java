/** Tests of the drivers, with the suite that each passes. */
@NullMarked
package dev.kapok.storage.driver;

import org.jspecify.annotations.NullMarked;
