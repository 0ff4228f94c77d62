@NullMarked
package dev.kapok.image;

import org.jspecify.annotations.NullMarked;
