@NullMarked
package dev.kapok.cli;

import org.jspecify.annotations.NullMarked;
