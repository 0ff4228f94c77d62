@NullMarked
package dev.kapok.image.spec;

import org.jspecify.annotations.NullMarked;
