/** Pods with real containers. */
@NullMarked
package dev.kapok.test.pod;

import org.jspecify.annotations.NullMarked;
