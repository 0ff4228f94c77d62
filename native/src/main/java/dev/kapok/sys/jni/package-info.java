/**
 * The launcher's provider of {@link dev.kapok.sys.Kernel}: thin classes over the functions that the
 * C program registers (native/src/main/c/natives).
 *
 * <p>Start at {@link dev.kapok.sys.jni.JniKernel}. Natives take bytes, return a number that is not
 * negative or −errno, and retry what was interrupted; the classes here make the exceptions.
 */
@NullMarked
package dev.kapok.sys.jni;

import org.jspecify.annotations.NullMarked;
