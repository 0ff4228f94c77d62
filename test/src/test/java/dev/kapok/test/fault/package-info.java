/** What goes wrong in the world: killed processes, many at once, hostile input. */
@NullMarked
package dev.kapok.test.fault;

import org.jspecify.annotations.NullMarked;
