@NullMarked
package dev.kapok.image.stream;

import org.jspecify.annotations.NullMarked;
