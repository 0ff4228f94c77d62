@NullMarked
package dev.kapok.image.policy;

import org.jspecify.annotations.NullMarked;
