/** Programs: how they are found, started and waited for. */
@NullMarked
package dev.kapok.sys.process;

import org.jspecify.annotations.NullMarked;
