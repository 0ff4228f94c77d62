/**
 * The kernel, as Kapok sees it: system calls, processes, terminals and locks.
 *
 * <p>Everything that leaves the Java heap for the operating system goes through the interfaces of
 * this package and of its sub-packages; no other module declares a native method or starts a
 * program. Start reading at {@link dev.kapok.sys.Kernel}. This package knows nothing of containers.
 */
@NullMarked
package dev.kapok.sys;

import org.jspecify.annotations.NullMarked;
