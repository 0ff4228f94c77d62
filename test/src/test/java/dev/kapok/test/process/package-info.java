/** Tests of the processes that a command starts and leaves, and of what they inherit. */
@NullMarked
package dev.kapok.test.process;

import org.jspecify.annotations.NullMarked;
