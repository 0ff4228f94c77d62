/** Images as the engine's users see them: who needs them, what inspect shows. */
@NullMarked
package dev.kapok.libpod.images;

import org.jspecify.annotations.NullMarked;
