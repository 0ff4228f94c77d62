package dev.kapok.image.registry;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a user wants registries to be spoken to.
 *
 * @param authFile {@code --authfile}, null for the usual files
 * @param credentials {@code --creds}, as {@code USER[:PASSWORD]}; null for none
 * @param certDir {@code --cert-dir}, null for the usual folders
 * @param tlsVerify {@code --tls-verify}, null where registries.conf decides
 * @param retries how often a failed request is sent again
 * @param retryDelay before the first of these; it doubles each time
 */
public record RegistryOptions(
    @Nullable String authFile,
    @Nullable String credentials,
    @Nullable String certDir,
    @Nullable Boolean tlsVerify,
    int retries,
    Duration retryDelay) {
  /** Nothing special, three retries from a second on. */
  public static final RegistryOptions DEFAULT =
      new RegistryOptions(null, null, null, null, 3, Duration.ofSeconds(1));
}
