/**
 * The REST service: Docker's and libpod's interfaces over a unix socket.
 *
 * <p>Jersey resources answer what can be answered at once; Jetty handlers what streams or must
 * answer before it blocks. There is no logic of containers here: each request is one call into
 * libpod. Start reading at {@link dev.kapok.api.ApiServer}.
 */
@NullMarked
package dev.kapok.api;

import org.jspecify.annotations.NullMarked;
