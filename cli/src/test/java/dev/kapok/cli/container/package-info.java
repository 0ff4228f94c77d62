/** Tests of the commands about containers. */
@NullMarked
package dev.kapok.cli.container;

import org.jspecify.annotations.NullMarked;
