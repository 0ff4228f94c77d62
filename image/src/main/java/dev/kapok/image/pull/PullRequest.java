package dev.kapok.image.pull;

import dev.kapok.image.spec.Platform;
import org.jspecify.annotations.Nullable;

/**
 * What shall be pulled.
 *
 * @param name a reference, full or short, with or without {@code docker://}; or {@code
 *     TRANSPORT:PATH} of an archive
 * @param platform null for this host's
 */
public record PullRequest(String name, @Nullable Platform platform, Policy policy) {
  /** When an image that is here already is fetched again. */
  public enum Policy {
    /** Always, whatever is here. */
    ALWAYS,
    /** Only where nothing of that name is here. */
    MISSING,
    /** Where the registry has another one than is here; if it can be asked at all. */
    NEWER,
    /** Never: what is not here is an error. */
    NEVER;

    /**
     * Parses what stands after {@code --policy} or {@code --pull}.
     *
     * @throws IllegalArgumentException where it is no policy
     */
    public static Policy parse(String text) {
      return switch (text) {
        case "always", "true" -> ALWAYS;
        case "missing", "ifnotpresent", "" -> MISSING;
        case "newer", "ifnewer" -> NEWER;
        case "never", "false" -> NEVER;
        default ->
            throw new IllegalArgumentException(
                "there is no pull policy \"" + text + "\"; choose always, missing, newer or never");
      };
    }
  }
}
