package dev.kapok.image;

import dev.kapok.storage.Digest;

/**
 * Reads image names, character by character, since commands that must start fast use it.
 *
 * @see <a href="https://pkg.go.dev/github.com/distribution/reference">the grammar of references</a>
 */
final class ReferenceParser {
  static final String HUB = "docker.io";
  private static final String HUB_OLD = "index.docker.io";
  private static final String HUB_NAMESPACE = "library/";
  private static final String DEFAULT_TAG = "latest";

  /** Longest registry and path together, in characters. */
  private static final int NAME_MAX = 255;

  private static final int TAG_MAX = 128;
  private static final int PORT_MAX = 65535;

  /** Length of an image id, in hex digits. */
  private static final int ID_LENGTH = 64;

  private final String text;

  private ReferenceParser(String text) {
    this.text = text;
  }

  /** Parses a name; one without a registry is the hub's, one without tag and digest is latest. */
  static ImageReference parse(String text) {
    return new ReferenceParser(text).reference();
  }

  private ImageReference reference() {
    if (text.isEmpty()) {
      throw invalid("it is empty");
    }
    int at = text.indexOf('@');
    String digest = at < 0 ? null : digest(text.substring(at + 1));
    String named = at < 0 ? text : text.substring(0, at);
    int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
    String tag = colon < 0 ? null : tag(named.substring(colon + 1));
    String name = colon < 0 ? named : named.substring(0, colon);
    if (name.length() == ID_LENGTH && isHex(name)) {
      throw invalid("a name of 64 hexadecimal digits would look like an image id");
    }
    int slash = registryEnd(name);
    String registry = slash < 0 ? HUB : registry(name.substring(0, slash));
    String path = path(name.substring(slash + 1));
    if (registry.equals(HUB) && path.indexOf('/') < 0) {
      path = HUB_NAMESPACE + path;
    }
    if (registry.length() + 1 + path.length() > NAME_MAX) {
      throw invalid("repository name must not be more than " + NAME_MAX + " characters");
    }
    return new ImageReference(
        registry, path, tag == null && digest == null ? DEFAULT_TAG : tag, digest);
  }

  /** Returns where the registry ends, −1 where the name has none. */
  static int registryEnd(String name) {
    int slash = name.indexOf('/');
    if (slash < 0) {
      return -1;
    }
    String first = name.substring(0, slash);
    boolean isHost = first.indexOf('.') > 0 || first.indexOf(':') >= 0 || first.equals("localhost");
    return isHost ? slash : -1;
  }

  private String digest(String digest) {
    try {
      return Digest.parse(digest).toString();
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  private String tag(String tag) {
    if (tag.isEmpty()) {
      throw invalid("the tag after the colon is empty");
    }
    if (tag.length() > TAG_MAX) {
      throw invalid("the tag is longer than " + TAG_MAX + " characters");
    }
    for (int i = 0; i < tag.length(); i++) {
      char c = tag.charAt(i);
      boolean isInner = c == '.' || c == '-';
      if (!isWord(c) && !(isInner && i > 0)) {
        throw invalid("the tag \"" + tag + "\" has a character that tags cannot have there: " + c);
      }
    }
    return tag;
  }

  private String registry(String host) {
    if (host.equals(HUB_OLD)) {
      return HUB;
    }
    int hostEnd = host.startsWith("[") ? ipv6End(host) : hostEnd(host);
    if (hostEnd < host.length()) {
      port(host.substring(hostEnd + 1));
    }
    return host;
  }

  private int hostEnd(String host) {
    int colon = host.indexOf(':');
    int end = colon < 0 ? host.length() : colon;
    boolean isStart = true;
    for (int i = 0; i < end; i++) {
      char c = host.charAt(i);
      boolean isLast = i + 1 == end || host.charAt(i + 1) == '.';
      boolean fits = isAlphanumeric(c) || (c == '-' && !isStart && !isLast);
      if (c == '.' ? isStart : !fits) {
        throw invalid("\"" + host + "\" is no host name");
      }
      isStart = c == '.';
    }
    if (isStart) {
      throw invalid("\"" + host + "\" is no host name");
    }
    return end;
  }

  private int ipv6End(String host) {
    int close = host.indexOf(']');
    boolean fits = close > 1 && (close + 1 == host.length() || host.charAt(close + 1) == ':');
    for (int i = 1; fits && i < close; i++) {
      char c = host.charAt(i);
      fits = c == ':' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }
    if (!fits) {
      throw invalid("\"" + host + "\" is no IPv6 address in brackets");
    }
    return close + 1;
  }

  private void port(String port) {
    int number = 0;
    for (int i = 0; i < port.length(); i++) {
      char c = port.charAt(i);
      number = c >= '0' && c <= '9' ? number * 10 + (c - '0') : PORT_MAX + 1;
      if (number > PORT_MAX) {
        break;
      }
    }
    if (port.isEmpty() || number > PORT_MAX) {
      throw invalid("\"" + port + "\" is no port of a registry");
    }
  }

  private String path(String path) {
    int start = 0;
    while (true) {
      int slash = path.indexOf('/', start);
      component(path.substring(start, slash < 0 ? path.length() : slash));
      if (slash < 0) {
        return path;
      }
      start = slash + 1;
    }
  }

  /**
   * Checks one part of a path: lower-case letters and digits, joined by ".", "_", "__" or dashes.
   */
  private void component(String part) {
    if (part.isEmpty()) {
      throw invalid("a part of the repository name is empty");
    }
    int i = 0;
    while (i < part.length()) {
      int wordEnd = skipWord(part, i);
      int next = wordEnd == part.length() ? wordEnd : skipSeparator(part, wordEnd);
      boolean endsInSeparator = wordEnd < part.length() && next == part.length();
      if (wordEnd == i || endsInSeparator) {
        throw invalid(
            "\"" + part + "\" does not start and end with a lower-case letter or a digit");
      }
      i = next;
    }
  }

  private int skipWord(String part, int from) {
    int i = from;
    while (i < part.length() && isLower(part.charAt(i))) {
      i++;
    }
    return i;
  }

  private int skipSeparator(String part, int from) {
    char c = part.charAt(from);
    if (c >= 'A' && c <= 'Z') {
      throw invalid("repository name must be lowercase");
    }
    if (c != '.' && c != '_' && c != '-') {
      throw invalid("\"" + part + "\" has a character that names cannot have: " + c);
    }
    int longest = c == '-' ? part.length() : c == '_' ? 2 : 1;
    int i = from;
    while (i < part.length() && part.charAt(i) == c && i - from < longest) {
      i++;
    }
    return i;
  }

  static boolean isHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isLower(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static boolean isAlphanumeric(char c) {
    return isLower(c) || (c >= 'A' && c <= 'Z');
  }

  private static boolean isWord(char c) {
    return isAlphanumeric(c) || c == '_';
  }

  private InvalidReferenceException invalid(String rule) {
    return new InvalidReferenceException(text, rule);
  }
}
