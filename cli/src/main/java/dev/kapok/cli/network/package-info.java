/** Commands on networks, one class each. */
@NullMarked
package dev.kapok.cli.network;

import org.jspecify.annotations.NullMarked;
