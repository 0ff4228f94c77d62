@NullMarked
package dev.kapok.image.send;

import org.jspecify.annotations.NullMarked;
