@NullMarked
package dev.kapok.sys.codec;

import org.jspecify.annotations.NullMarked;
