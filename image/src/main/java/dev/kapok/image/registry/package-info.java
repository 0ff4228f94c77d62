/**
 * Registries: the client of the OCI distribution protocol, its credentials and certificates.
 *
 * <p>Start reading at {@link dev.kapok.image.registry.RegistryClient}; {@link
 * dev.kapok.image.registry.Registries} makes one for a place. Requests to an endpoint are a class
 * each ({@code PullManifest}, {@code PullBlob}); {@code RegistryCall} alone speaks HTTP. This
 * package knows of no store.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">OCI
 *     distribution spec</a>
 */
@NullMarked
package dev.kapok.image.registry;

import org.jspecify.annotations.NullMarked;
