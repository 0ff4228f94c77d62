/** Tests of the commands about networks. */
@NullMarked
package dev.kapok.cli.network;

import org.jspecify.annotations.NullMarked;
