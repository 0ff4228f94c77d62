@NullMarked
package dev.kapok.image.copy;

import org.jspecify.annotations.NullMarked;
