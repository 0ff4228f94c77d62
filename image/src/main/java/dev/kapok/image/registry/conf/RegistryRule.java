package dev.kapok.image.registry.conf;

import java.util.List;

/**
 * How a registry, or a part of one, is reached: a table {@code [[registry]]}.
 *
 * @param prefix which names it is about: a host, {@code host/namespace…}, or {@code *.domain}
 * @param location what replaces the prefix; equal to it where names stay as they are
 * @param insecure whether plain HTTP and unknown certificates are accepted
 * @param blocked whether pulling is refused
 * @param mirrorByDigestOnly whether mirrors are asked for digests only
 * @param mirrors asked before the location, in their order
 */
public record RegistryRule(
    String prefix,
    String location,
    boolean insecure,
    boolean blocked,
    boolean mirrorByDigestOnly,
    List<Mirror> mirrors) {
  private static final String ANY_HOST = "*.";

  /** Copies the mirrors. */
  public RegistryRule {
    mirrors = List.copyOf(mirrors);
  }

  /**
   * Tells whether a name is beneath the prefix.
   *
   * @param name {@code registry/path}
   */
  public boolean covers(String name) {
    return matched(name) >= 0;
  }

  /** Returns how much of a name the prefix stands for, −1 where it does not cover it. */
  private int matched(String name) {
    if (!prefix.startsWith(ANY_HOST)) {
      return name.equals(prefix) || name.startsWith(prefix + "/") ? prefix.length() : -1;
    }
    String domain = prefix.substring(1);
    int slash = name.indexOf('/');
    int hostEnd = slash < 0 ? name.length() : slash;
    for (int at = name.indexOf(domain, 1);
        at >= 0 && at < hostEnd;
        at = name.indexOf(domain, at + 1)) {
      int end = at + domain.length();
      if (end == name.length() || name.charAt(end) == '/' || name.charAt(end) == ':') {
        return end;
      }
    }
    return -1;
  }

  /** Returns where a name that the prefix covers really lies, as {@code host/path}. */
  public String locate(String name) {
    return location.startsWith(ANY_HOST) ? name : location + name.substring(matched(name));
  }

  /**
   * A place that may have the same images.
   *
   * @param location what replaces the prefix
   * @param pull "all", "digest-only" or "tag-only"
   */
  public record Mirror(String location, boolean insecure, String pull) {
    /** Returns where a name that the rule covers lies in this mirror. */
    public String locate(RegistryRule rule, String name) {
      return location + name.substring(rule.matched(name));
    }
  }
}
