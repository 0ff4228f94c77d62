/** Suites on volumes and mounts. */
@NullMarked
package dev.kapok.test.volume;

import org.jspecify.annotations.NullMarked;
