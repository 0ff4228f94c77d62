/**
 * What containers mount that is not their root: where volumes lie, how they are made, filled at
 * their first use, and given back.
 *
 * <p>Knows no verbs. Start reading at {@link dev.kapok.libpod.mounts.MountSources}.
 */
@NullMarked
package dev.kapok.libpod.mounts;

import org.jspecify.annotations.NullMarked;
