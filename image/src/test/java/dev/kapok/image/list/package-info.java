@NullMarked
package dev.kapok.image.list;

import org.jspecify.annotations.NullMarked;
