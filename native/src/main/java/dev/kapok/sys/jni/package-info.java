/** The provider of {@link dev.kapok.sys.Kernel} whose functions the launcher brings. */
@NullMarked
package dev.kapok.sys.jni;

import org.jspecify.annotations.NullMarked;
