/** How containers reach the world and are reached. */
@NullMarked
package dev.kapok.test.network;

import org.jspecify.annotations.NullMarked;
