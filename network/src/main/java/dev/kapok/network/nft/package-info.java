/**
 * Kapok's own nftables tables: {@code ip kapok} and {@code ip6 kapok}, one per family.
 *
 * <p>Their rules never change; they look into sets and maps. What an attachment needs is a few
 * elements of these, put in by one transaction and taken out by one. Each element's comment names
 * whose it is, so that everything can be found without a record of our own. Start at {@link
 * dev.kapok.network.nft.KapokTable}. This package knows nothing of CNI.
 */
@NullMarked
package dev.kapok.network.nft;

import org.jspecify.annotations.NullMarked;
