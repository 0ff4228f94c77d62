@NullMarked
package dev.kapok.image.registry.conf;

import org.jspecify.annotations.NullMarked;
