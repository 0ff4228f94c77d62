/**
 * What every command has: a description of its words, and a way to act.
 *
 * <p>Start reading at {@link dev.kapok.cli.command.Command}. Knows no particular command.
 */
@NullMarked
package dev.kapok.cli.command;

import org.jspecify.annotations.NullMarked;
