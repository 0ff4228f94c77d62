/** Networks of containers: pasta and slirp4netns, names and addresses, network namespaces. */
@NullMarked
package dev.kapok.network;

import org.jspecify.annotations.NullMarked;
