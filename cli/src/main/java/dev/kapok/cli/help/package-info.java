/**
 * Help, manual pages and completions, made by picocli from the same {@link
 * dev.kapok.cli.args.Option}s that the parser reads command lines with. Knows no particular
 * command.
 */
@NullMarked
package dev.kapok.cli.help;

import org.jspecify.annotations.NullMarked;
