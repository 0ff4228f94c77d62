/**
 * Tests of the C launcher: what it settles before a JVM exists. It runs with sanitizers and with a
 * JVM that only reports what it was given (src/test/c).
 */
@NullMarked
package dev.kapok.sys.launcher;

import org.jspecify.annotations.NullMarked;
