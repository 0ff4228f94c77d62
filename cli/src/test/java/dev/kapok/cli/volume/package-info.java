/** Tests of the commands about volumes. */
@NullMarked
package dev.kapok.cli.volume;

import org.jspecify.annotations.NullMarked;
