/**
 * Which images may come into the store at all: policy.json.
 *
 * <p>Start reading at {@link dev.kapok.image.policy.TrustPolicy}. This package knows names, neither
 * registries nor the store.
 */
@NullMarked
package dev.kapok.image.policy;

import org.jspecify.annotations.NullMarked;
