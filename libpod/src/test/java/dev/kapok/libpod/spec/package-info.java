/** Tests of the specification: what a container's configuration becomes, and what is refused. */
@NullMarked
package dev.kapok.libpod.spec;

import org.jspecify.annotations.NullMarked;
