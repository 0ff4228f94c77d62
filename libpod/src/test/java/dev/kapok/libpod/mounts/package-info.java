/** Tests of what containers mount. */
@NullMarked
package dev.kapok.libpod.mounts;

import org.jspecify.annotations.NullMarked;
