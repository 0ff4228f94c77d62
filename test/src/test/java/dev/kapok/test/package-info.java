/** The rules of the build, and the suites that run the installed command. */
@NullMarked
package dev.kapok.test;

import org.jspecify.annotations.NullMarked;
