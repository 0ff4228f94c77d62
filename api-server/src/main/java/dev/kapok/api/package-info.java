/** The REST service. */
@NullMarked
package dev.kapok.api;

import org.jspecify.annotations.NullMarked;
