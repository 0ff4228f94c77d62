@NullMarked
package dev.kapok.image.pull;

import org.jspecify.annotations.NullMarked;
