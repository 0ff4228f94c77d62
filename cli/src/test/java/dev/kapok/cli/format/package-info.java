@NullMarked
package dev.kapok.cli.format;

import org.jspecify.annotations.NullMarked;
