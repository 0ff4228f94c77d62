package dev.kapok.image.spec;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an image runs on, in Go's words.
 *
 * @param os "linux"
 * @param architecture "amd64", "arm64", "arm" …
 * @param variant of the architecture ("v7"), null for none or any
 */
public record Platform(String os, String architecture, @Nullable String variant) {
  private static final List<String> ARM_VARIANTS = List.of("v8", "v7", "v6", "v5");

  /** Returns the platform of this host. */
  public static Platform host() {
    return normalized("linux", System.getProperty("os.arch", "amd64"), null);
  }

  /**
   * Parses {@code os/architecture[/variant]}; an operating system or an architecture alone is
   * completed from this host.
   *
   * @throws IllegalArgumentException where it has more parts or an empty one
   */
  public static Platform parse(String text) {
    String[] parts = text.toLowerCase(Locale.ROOT).split("/", -1);
    for (String part : parts) {
      if (part.isEmpty() || parts.length > 3) {
        throw new IllegalArgumentException(
            "platform \"" + text + "\": os/architecture[/variant] is wanted, linux/amd64 for one");
      }
    }
    if (parts.length == 1) {
      return parts[0].equals("linux") ? host() : normalized("linux", parts[0], null);
    }
    return normalized(parts[0], parts[1], parts.length == 3 ? parts[2] : null);
  }

  /** Returns a platform with the names that other systems have for it replaced. */
  public static Platform normalized(String os, String architecture, @Nullable String variant) {
    return switch (architecture) {
      case "x86_64", "x86-64" -> new Platform(os, "amd64", variant);
      case "aarch64" -> new Platform(os, "arm64", variant);
      case "armhf" -> new Platform(os, "arm", "v7");
      case "armel" -> new Platform(os, "arm", "v6");
      case "i386", "i686", "x86" -> new Platform(os, "386", variant);
      default -> new Platform(os, architecture, variant);
    };
  }

  /**
   * Tells how well an image for another platform runs on this one.
   *
   * @return −1 where it does not, else the smaller the better
   */
  public int distance(Platform other) {
    if (!os.equals(other.os) || !architecture.equals(other.architecture)) {
      return -1;
    }
    String theirs = other.variant;
    if (variant == null || variant.equals(theirs)) {
      return theirs == null || variant != null || isDefault(theirs) ? 0 : 1;
    }
    if (theirs == null || (isDefault(theirs) && isDefault(variant))) {
      return ARM_VARIANTS.size();
    }
    int own = ARM_VARIANTS.indexOf(variant);
    int step = ARM_VARIANTS.indexOf(theirs) - own;
    return own >= 0 && step > 0 ? step : -1;
  }

  /** arm64's v8 and amd64's v1 are what the name alone means. */
  private boolean isDefault(String name) {
    return switch (architecture) {
      case "arm64" -> name.equals("v8");
      case "amd64" -> name.equals("v1");
      default -> false;
    };
  }

  /** Returns {@code os/architecture[/variant]}. */
  @Override
  public String toString() {
    return os + "/" + architecture + (variant == null ? "" : "/" + variant);
  }
}
