package dev.kapok.network.nft;

import dev.kapok.sys.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a table of ours holds, as {@code nft -j list table} says (libnftables-json(5)).
 *
 * @param rules how many rules there are
 * @param elements with their comments, in the same order as {@code comments}
 * @param comments "" where an element has none
 */
record TableListing(int rules, List<NftElement> elements, List<String> comments) {
  /** Nothing at all: the table is missing. */
  static final TableListing NONE = new TableListing(0, List.of(), List.of());

  /** Reads nft's output. */
  static TableListing parse(boolean ipv6, String json) {
    List<NftElement> elements = new ArrayList<>();
    List<String> comments = new ArrayList<>();
    int rules = 0;
    List<Object> objects = Json.array(Json.parseObject(json), "nftables");
    for (int i = 0; i < objects.size(); i++) {
      if (!(objects.get(i) instanceof Map<?, ?> object)) {
        continue;
      }
      if (object.containsKey("rule")) {
        rules++;
      }
      Object set = object.containsKey("map") ? object.get("map") : object.get("set");
      if (set instanceof Map<?, ?> described
          && described.get("name") instanceof String name
          && described.get("elem") instanceof List<?> found) {
        for (int j = 0; j < found.size(); j++) {
          read(ipv6, name, found.get(j), elements, comments);
        }
      }
    }
    return new TableListing(rules, elements, comments);
  }

  /** An element of a map is an array of the key and the value. */
  private static void read(
      boolean ipv6,
      String set,
      @Nullable Object element,
      List<NftElement> elements,
      List<String> comments) {
    Object key = element;
    String value = null;
    if (element instanceof List<?> pair && pair.size() == 2) {
      key = pair.get(0);
      value = text(pair.get(1), false);
    }
    String comment = "";
    if (key instanceof Map<?, ?> outer && outer.get("elem") instanceof Map<?, ?> inner) {
      comment = inner.get("comment") instanceof String said ? said : "";
      key = inner.get("val");
    }
    elements.add(new NftElement(ipv6, set, text(key, NftElement.isOfLinks(set)), value));
    comments.add(comment);
  }

  /** Returns a value as nft reads it; it wants the names of links quoted. */
  private static String text(@Nullable Object value, boolean quoted) {
    if (value instanceof Map<?, ?> object) {
      if (object.get("concat") instanceof List<?> parts) {
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
          joined.append(i == 0 ? "" : " . ").append(text(parts.get(i), quoted));
        }
        return joined.toString();
      }
      if (object.get("prefix") instanceof Map<?, ?> prefix) {
        return prefix.get("addr") + "/" + prefix.get("len");
      }
    }
    return quoted ? "\"" + value + '"' : String.valueOf(value);
  }

  /** Returns where an element stands that has the same key; −1 for nowhere. */
  int find(NftElement wanted) {
    for (int i = 0; i < elements.size(); i++) {
      if (elements.get(i).sameKey(wanted)) {
        return i;
      }
    }
    return -1;
  }
}
