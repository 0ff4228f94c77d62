/**
 * What commands do with networks as a whole: define, show, remove.
 *
 * <p>Definitions and their files are the business of {@link dev.kapok.network.definition}; that
 * nobody uses what is removed is made sure of here. Joining containers to networks is not.
 */
@NullMarked
package dev.kapok.libpod.networks;

import org.jspecify.annotations.NullMarked;
