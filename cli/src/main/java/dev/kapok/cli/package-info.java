/**
 * The command line: what a user types becomes a call to the engine, and its answer becomes text.
 *
 * <p>Start reading at {@link dev.kapok.cli.Main}; {@link dev.kapok.cli.CommandTable} says which
 * class does what. Knows nothing of how containers work.
 */
@NullMarked
package dev.kapok.cli;

import org.jspecify.annotations.NullMarked;
