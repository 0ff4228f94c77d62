/** Tests of the service over a real unix socket. */
@NullMarked
package dev.kapok.api;

import org.jspecify.annotations.NullMarked;
