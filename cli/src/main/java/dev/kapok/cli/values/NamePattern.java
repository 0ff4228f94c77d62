package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A name to filter by: a regular expression, as in podman. */
public final class NamePattern {
  private NamePattern() {}

  /** Tells whether a name fits; a pattern that is none is a {@link UsageException}. */
  public static boolean fits(String pattern, String name) {
    if (isPlain(pattern)) {
      return name.contains(pattern);
    }
    try {
      return Pattern.compile(pattern).matcher(name).find();
    } catch (PatternSyntaxException e) {
      throw new UsageException("invalid filter name=" + pattern + ": " + e.getDescription());
    }
  }

  /** Without special characters none of the costly classes is needed. */
  private static boolean isPlain(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }
}
