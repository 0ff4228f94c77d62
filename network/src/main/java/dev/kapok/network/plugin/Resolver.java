package dev.kapok.network.plugin;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a file says that is written as resolv.conf(5). */
record Resolver(
    List<String> nameservers, String domain, List<String> search, List<String> options) {
  static final Resolver NONE = new Resolver(List.of(), "", List.of(), List.of());

  private static final int LARGEST = 65_536;

  /** Reads a file. */
  static Resolver read(String path) {
    try (FileInputStream in = new FileInputStream(path)) {
      return parse(new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalArgumentException("read resolvConf: " + e.getMessage(), e);
    }
  }

  static Resolver parse(String text) {
    List<String> nameservers = new ArrayList<>();
    List<String> search = new ArrayList<>();
    List<String> options = new ArrayList<>();
    String domain = "";
    int begin = 0;
    while (begin < text.length()) {
      int end = text.indexOf('\n', begin);
      end = end < 0 ? text.length() : end;
      List<String> words = words(text, begin, end);
      begin = end + 1;
      if (words.size() < 2) {
        continue;
      }
      switch (words.get(0)) {
        case "nameserver" -> nameservers.add(words.get(1));
        case "domain" -> domain = words.get(1);
        case "search" -> search.addAll(words.subList(1, words.size()));
        case "options" -> options.addAll(words.subList(1, words.size()));
        default -> {}
      }
    }
    return new Resolver(nameservers, domain, search, options);
  }

  private static List<String> words(String text, int begin, int end) {
    List<String> words = new ArrayList<>();
    int at = begin;
    while (at < end) {
      int start = at;
      while (at < end && text.charAt(at) > ' ') {
        at++;
      }
      if (at > start) {
        words.add(text.substring(start, at));
      }
      at++;
    }
    return words;
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    if (!nameservers.isEmpty()) {
      json.put("nameservers", nameservers);
    }
    if (!domain.isEmpty()) {
      json.put("domain", domain);
    }
    if (!search.isEmpty()) {
      json.put("search", search);
    }
    if (!options.isEmpty()) {
      json.put("options", options);
    }
    return json;
  }
}
