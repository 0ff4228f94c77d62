package dev.kapok.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a name without a registry may stand for, as podman resolves it (containers-registries.conf
 * (5), "short-name aliasing").
 *
 * <p>For pulling, an alias decides; else the search registries are asked in their order, and where
 * none is configured the hub. For what is already here no configuration is read: {@link ImageQuery}
 * has those rules.
 */
public final class ShortNames {
  private final List<String> searchRegistries;
  private final Map<String, String> aliases;
  private final boolean enforcing;

  /**
   * Remembers the configuration.
   *
   * @param searchRegistries {@code unqualified-search-registries}, in their order
   * @param aliases from short names to full ones, both without tag
   */
  public ShortNames(List<String> searchRegistries, Map<String, String> aliases) {
    this(searchRegistries, aliases, false);
  }

  /** As above; where {@code enforcing}, what could mean several images means none. */
  public ShortNames(List<String> searchRegistries, Map<String, String> aliases, boolean enforcing) {
    this.enforcing = enforcing;
    this.searchRegistries = List.copyOf(searchRegistries);
    this.aliases = Map.copyOf(aliases);
  }

  /** Tells whether a name has no registry: {@code busybox}, {@code team/tool:1}. */
  public static boolean isShort(String name) {
    return ReferenceParser.registryEnd(name) < 0;
  }

  /**
   * Returns the name that a new image gets on this host: a short name becomes {@code
   * localhost/NAME}.
   *
   * @throws InvalidReferenceException where the name is none
   */
  public static ImageReference local(String name) {
    ImageReference parsed = ImageReference.parse(name);
    return isShort(name) ? ImageReference.parse("localhost/" + name) : parsed;
  }

  /**
   * Returns the full names to try when the image is pulled and nobody can be asked, best first;
   * never empty.
   *
   * @throws InvalidReferenceException where the name is none
   */
  public List<ImageReference> candidates(String name) {
    List<ImageReference> choices = choices(name);
    if (enforcing && choices.size() > 1) {
      throw new InvalidReferenceException(
          name,
          "it is short, short-name-mode is enforcing, and registries.conf has several search"
              + " registries: use the full name, or an alias");
    }
    return choices;
  }

  /**
   * Returns all full names that a name may mean, best first; never empty.
   *
   * @throws InvalidReferenceException where the name is none
   */
  public List<ImageReference> choices(String name) {
    ImageReference hub = ImageReference.parse(name);
    if (!isShort(name)) {
      return List.of(hub);
    }
    String bare = bare(name);
    String alias = aliases.get(bare);
    if (alias != null) {
      return List.of(ImageReference.parse(alias + name.substring(bare.length())));
    }
    List<ImageReference> candidates = new ArrayList<>();
    for (String registry : searchRegistries) {
      candidates.add(ImageReference.parse(registry + "/" + name));
    }
    return candidates.isEmpty() ? List.of(hub) : candidates;
  }

  /** Returns a name that has no registry without its tag and digest. */
  public static String bare(String name) {
    int colon = name.indexOf(':');
    int at = name.indexOf('@');
    int end = colon < 0 || (at >= 0 && at < colon) ? at : colon;
    return end < 0 ? name : name.substring(0, end);
  }
}
