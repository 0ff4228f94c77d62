/** The REST service, asked over its socket. */
@NullMarked
package dev.kapok.test.api;

import org.jspecify.annotations.NullMarked;
