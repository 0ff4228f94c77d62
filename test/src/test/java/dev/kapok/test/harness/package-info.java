/**
 * Runs the installed command on real runtimes, as root and as an unprivileged user.
 *
 * <p>A suite extends {@link dev.kapok.test.harness.EngineTest} and gets a {@link
 * dev.kapok.test.harness.Kapok} with a store of its own; what a test leaves behind makes it fail.
 */
@NullMarked
package dev.kapok.test.harness;

import org.jspecify.annotations.NullMarked;
