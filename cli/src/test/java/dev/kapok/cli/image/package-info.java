@NullMarked
package dev.kapok.cli.image;

import org.jspecify.annotations.NullMarked;
