/**
 * Command lines: what options there are, and what a user's words mean by them.
 *
 * <p>The rules are those of podman's flags (pflag): {@code --name value}, {@code --name=value},
 * {@code -n value}, {@code -nvalue}, {@code -abc} for flags, {@code --flag=false}, and {@code --}
 * ends the options. The parser is written by hand because a command line library costs more than
 * the rest of a light command; help, manual pages and completions are made from the same {@link
 * dev.kapok.cli.args.Option}s by picocli, in {@code dev.kapok.cli.help}. Knows no command.
 */
@NullMarked
package dev.kapok.cli.args;

import org.jspecify.annotations.NullMarked;
