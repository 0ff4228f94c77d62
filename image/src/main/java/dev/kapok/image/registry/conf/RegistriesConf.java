package dev.kapok.image.registry.conf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.kapok.image.ImageReference;
import dev.kapok.image.ShortNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What registries.conf and its drop-ins say (containers-registries.conf(5), version 2).
 *
 * <p>A drop-in's lists and rules replace those before it; its aliases are added, and an empty one
 * takes an alias away.
 */
public final class RegistriesConf {
  private static final String SYSTEM = "/etc/containers/registries.conf";

  private List<String> searchRegistries = List.of();
  private List<String> credentialHelpers = List.of();
  private String shortNameMode = "permissive";
  private final Map<String, String> aliases = new HashMap<>();
  private final Map<String, RegistryRule> rules = new HashMap<>();

  private RegistriesConf() {}

  /**
   * Reads the files that a user of this host has.
   *
   * @param override {@code CONTAINERS_REGISTRIES_CONF}, or null; it is read in place of the host's
   * @param configHome {@code XDG_CONFIG_HOME} or {@code ~/.config}; a file there takes the place of
   *     the host's file and of its drop-ins
   * @param cacheHome the folder of {@link LearnedAliases}
   * @throws UncheckedIOException where a file cannot be read or understood; the message names it
   */
  public static RegistriesConf load(
      @Nullable String override, String configHome, Path cacheHome, boolean rootless) {
    Path user = Path.of(configHome, "containers/registries.conf");
    List<Path> files = new ArrayList<>();
    if (override != null && !override.isEmpty()) {
      files.add(Path.of(override));
      files.addAll(dropIns(SYSTEM));
    } else if (Files.exists(user)) {
      files.add(user);
    } else {
      if (Files.exists(Path.of(SYSTEM))) {
        files.add(Path.of(SYSTEM));
      }
      files.addAll(dropIns(SYSTEM));
    }
    files.addAll(dropIns(user.toString()));
    // What podman's users answered to its questions counts more than any configuration.
    Path learned = new LearnedAliases(cacheHome, rootless).file();
    if (Files.exists(learned)) {
      files.add(learned);
    }
    return read(files);
  }

  /** Reads these files, later ones win. */
  public static RegistriesConf read(List<Path> files) {
    RegistriesConf conf = new RegistriesConf();
    for (Path file : files) {
      try {
        conf.merge(new TomlMapper().readTree(Files.readString(file)));
      } catch (IOException | IllegalArgumentException e) {
        throw new UncheckedIOException(
            new IOException("reading " + file + ": " + e.getMessage(), e));
      }
    }
    return conf;
  }

  /** Returns how names without a registry are resolved. */
  public ShortNames shortNames() {
    return new ShortNames(searchRegistries, aliases, shortNameMode.equals("enforcing"));
  }

  /** Returns {@code short-name-mode}: "enforcing", "permissive" or "disabled". */
  public String shortNameMode() {
    return shortNameMode;
  }

  /** Returns {@code unqualified-search-registries}, in their order. */
  public List<String> searchRegistries() {
    return searchRegistries;
  }

  /** Returns {@code credential-helpers}, in their order. */
  public List<String> credentialHelpers() {
    return credentialHelpers;
  }

  /** Returns the rule with the longest prefix that covers a name, or null. */
  public @Nullable RegistryRule rule(ImageReference name) {
    return rule(name.repository());
  }

  /** Returns the rule with the longest prefix that covers a registry or repository, or null. */
  public @Nullable RegistryRule rule(String repository) {
    RegistryRule best = null;
    for (RegistryRule rule : rules.values()) {
      boolean isLonger = best == null || rule.prefix().length() > best.prefix().length();
      if (isLonger && rule.covers(repository)) {
        best = rule;
      }
    }
    return best;
  }

  private static List<Path> dropIns(String main) {
    Path folder = Path.of(main + ".d");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".conf")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException("reading " + folder + ": " + e.getMessage(), e));
    }
  }

  private void merge(JsonNode table) {
    if (table.has("registries")) {
      throw new IllegalArgumentException(
          "this is version 1 of the format ([registries.search] …), which is not read any more:"
              + " use unqualified-search-registries and [[registry]]");
    }
    if (table.has("unqualified-search-registries")) {
      searchRegistries = ConfNodes.texts(table, "unqualified-search-registries");
    }
    if (table.has("credential-helpers")) {
      credentialHelpers = ConfNodes.texts(table, "credential-helpers");
    }
    shortNameMode = ConfNodes.text(table, "short-name-mode", shortNameMode);
    if (!List.of("enforcing", "permissive", "disabled").contains(shortNameMode)) {
      throw new IllegalArgumentException(
          "short-name-mode \"" + shortNameMode + "\" is none of enforcing, permissive, disabled");
    }
    for (Map.Entry<String, String> alias : ConfNodes.table(table, "aliases").entrySet()) {
      if (alias.getValue().isEmpty()) {
        aliases.remove(alias.getKey());
      } else {
        aliases.put(alias.getKey(), alias.getValue());
      }
    }
    for (JsonNode registry : ConfNodes.tables(table, "registry")) {
      RegistryRule rule = rule(registry);
      rules.put(rule.prefix(), rule);
    }
  }

  private static RegistryRule rule(JsonNode table) {
    String location = location(table);
    String prefix = place(ConfNodes.text(table, "prefix", location));
    boolean isWildcard = prefix.startsWith("*.");
    if (prefix.isEmpty() || (location.isEmpty() && !isWildcard)) {
      throw new IllegalArgumentException("a [[registry]] has neither location nor prefix");
    }
    boolean byDigestOnly = ConfNodes.flag(table, "mirror-by-digest-only");
    List<RegistryRule.Mirror> mirrors = new ArrayList<>();
    for (JsonNode mirror : ConfNodes.tables(table, "mirror")) {
      mirrors.add(mirror(prefix, mirror, byDigestOnly));
    }
    return new RegistryRule(
        prefix,
        location.isEmpty() ? prefix : location,
        ConfNodes.flag(table, "insecure"),
        ConfNodes.flag(table, "blocked"),
        byDigestOnly,
        mirrors);
  }

  private static RegistryRule.Mirror mirror(String prefix, JsonNode table, boolean byDigestOnly) {
    String location = location(table);
    if (location.isEmpty()) {
      throw new IllegalArgumentException("a mirror of " + prefix + " has no location");
    }
    String pull = ConfNodes.text(table, "pull-from-mirror", "all");
    if (!List.of("all", "digest-only", "tag-only").contains(pull)) {
      throw new IllegalArgumentException(
          "pull-from-mirror \"" + pull + "\" is none of all, digest-only, tag-only");
    }
    if (byDigestOnly && table.has("pull-from-mirror")) {
      throw new IllegalArgumentException(
          "the registry "
              + prefix
              + " has mirror-by-digest-only, so that its mirror "
              + location
              + " cannot have pull-from-mirror");
    }
    return new RegistryRule.Mirror(location, ConfNodes.flag(table, "insecure"), pull);
  }

  private static String location(JsonNode table) {
    return place(ConfNodes.text(table, "location", ""));
  }

  /** A place has no scheme, and slashes at its end mean nothing. */
  private static String place(String text) {
    if (text.contains("://")) {
      throw new IllegalArgumentException("\"" + text + "\" must be without a scheme");
    }
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '/') {
      end--;
    }
    return text.substring(0, end);
  }
}
