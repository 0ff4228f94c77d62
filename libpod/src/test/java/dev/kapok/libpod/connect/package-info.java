/** Tests of containers on defined networks. */
@NullMarked
package dev.kapok.libpod.connect;

import org.jspecify.annotations.NullMarked;
