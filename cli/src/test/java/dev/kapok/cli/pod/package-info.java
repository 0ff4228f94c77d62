/** Tests of commands on pods. */
@NullMarked
package dev.kapok.cli.pod;

import org.jspecify.annotations.NullMarked;
