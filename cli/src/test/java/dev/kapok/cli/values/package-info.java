@NullMarked
package dev.kapok.cli.values;

import org.jspecify.annotations.NullMarked;
