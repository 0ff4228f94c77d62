/**
 * What every provider of {@link dev.kapok.sys.Kernel} must do, one abstract suite for each
 * interface. A provider's test extends them and names its kernel.
 */
@NullMarked
package dev.kapok.sys.suite;

import org.jspecify.annotations.NullMarked;
