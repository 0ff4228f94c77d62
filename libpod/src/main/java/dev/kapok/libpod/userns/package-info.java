/**
 * User namespaces of containers: what the options mean, whose subordinate ids there are, and which
 * ids a container gets.
 *
 * <p>Start reading at {@link dev.kapok.libpod.userns.ResolveUserNamespace}. Knows nothing of how
 * files get their owners, which is the storage module's, nor of how the namespace is made, which is
 * the runtime's.
 */
@NullMarked
package dev.kapok.libpod.userns;

import org.jspecify.annotations.NullMarked;
