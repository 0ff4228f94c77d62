/** Tests of user namespaces' ids. */
@NullMarked
package dev.kapok.libpod.userns;

import org.jspecify.annotations.NullMarked;
