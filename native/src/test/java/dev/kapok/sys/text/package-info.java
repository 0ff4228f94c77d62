@NullMarked
package dev.kapok.sys.text;

import org.jspecify.annotations.NullMarked;
