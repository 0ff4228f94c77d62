/** Tests of pods, which need no container that runs. */
@NullMarked
package dev.kapok.libpod.pods;

import org.jspecify.annotations.NullMarked;
