@NullMarked
package dev.kapok.image.registry;

import org.jspecify.annotations.NullMarked;
