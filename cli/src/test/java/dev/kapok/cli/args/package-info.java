@NullMarked
package dev.kapok.cli.args;

import org.jspecify.annotations.NullMarked;
