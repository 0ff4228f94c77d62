package dev.kapok.cli.args;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a user's words said: the options that were given, and the other words in their order. */
public final class Arguments {
  private final Map<String, List<String>> values = new HashMap<>();
  private final List<String> words = new ArrayList<>();

  /** Returns the words that are no options. */
  public List<String> words() {
    return words;
  }

  /** Returns the words from {@code start} on; empty where there are fewer. */
  public List<String> wordsFrom(int start) {
    return start >= words.size() ? List.of() : words.subList(start, words.size());
  }

  /** Tells whether the option was given, whatever its value. */
  public boolean given(String name) {
    return values.containsKey(name);
  }

  /** Tells whether a flag is on. */
  public boolean flag(String name) {
    return flag(name, false);
  }

  /** Tells whether a flag is on, where {@code fallback} holds without it. */
  public boolean flag(String name, boolean fallback) {
    String value = text(name);
    return value == null ? fallback : value.equals("true");
  }

  /** Returns the option's last value, or null. */
  public @Nullable String text(String name) {
    List<String> all = values.get(name);
    return all == null || all.isEmpty() ? null : all.get(all.size() - 1);
  }

  /** Returns the option's last value, or the fallback. */
  public String text(String name, String fallback) {
    String value = text(name);
    return value == null ? fallback : value;
  }

  /** Returns the option's number, or the fallback. */
  public long number(String name, long fallback) {
    String value = text(name);
    return value == null ? fallback : Long.parseLong(value);
  }

  /** Returns all values of the option, in their order. */
  public List<String> list(String name) {
    List<String> all = values.get(name);
    return all == null ? List.of() : all;
  }

  void add(String name, String value) {
    List<String> all = values.get(name);
    if (all == null) {
      all = new ArrayList<>();
      values.put(name, all);
    }
    all.add(value);
  }

  void addWord(String word) {
    words.add(word);
  }

  /** Remembers that the option was given although it holds nothing. */
  void touch(String name) {
    if (!values.containsKey(name)) {
      values.put(name, new ArrayList<>());
    }
  }
}
