/** Tests of the bundles. */
@NullMarked
package dev.kapok.libpod.bundle;

import org.jspecify.annotations.NullMarked;
