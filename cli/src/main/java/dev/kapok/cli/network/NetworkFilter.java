package dev.kapok.cli.network;

import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.values.FilterParser;
import dev.kapok.cli.values.NamePattern;
import dev.kapok.cli.values.TimeParser;
import dev.kapok.libpod.NetworkSummary;
import dev.kapok.libpod.Networks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which networks are meant. Of values of one key one must fit, of labels and moments all; and of
 * the keys all.
 */
public final class NetworkFilter {
  private static final List<String> LISTED =
      List.of("dangling", "driver", "id", "label", "label!", "name", "until");
  private static final List<String> PRUNED = List.of("label", "label!", "until");

  private final Map<String, List<String>> filters;
  private final long now;

  private NetworkFilter(Map<String, List<String>> filters, long now) {
    this.filters = filters;
    this.now = now;
  }

  /** Reads the filters of a list. */
  static NetworkFilter ofList(List<String> texts, long now) {
    return new NetworkFilter(FilterParser.parse(texts, LISTED, List.of()), now);
  }

  /** Reads the filters of {@code network prune}. */
  static NetworkFilter ofPrune(List<String> texts, long now) {
    return new NetworkFilter(FilterParser.parse(texts, PRUNED, List.of()), now);
  }

  /** Takes filters that were read: until, label, label!. */
  public static NetworkFilter of(Map<String, List<String>> filters, long now) {
    return new NetworkFilter(filters, now);
  }

  /** Removes those that fit and that nobody uses; returns their names. */
  public List<String> prune(Networks networks) {
    List<String> removed = new ArrayList<>();
    List<NetworkSummary> fitting = apply(networks.list());
    for (int i = 0; i < fitting.size(); i++) {
      NetworkSummary network = fitting.get(i);
      if (isDangling(network) && networks.removeUnused(network.name())) {
        removed.add(network.name());
      }
    }
    return removed;
  }

  /** Returns those that fit. */
  public List<NetworkSummary> apply(List<NetworkSummary> all) {
    if (filters.isEmpty()) {
      return all;
    }
    List<NetworkSummary> fitting = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (fits(all.get(i))) {
        fitting.add(all.get(i));
      }
    }
    return fitting;
  }

  private boolean fits(NetworkSummary network) {
    for (Map.Entry<String, List<String>> filter : filters.entrySet()) {
      if (!fits(network, filter.getKey(), filter.getValue())) {
        return false;
      }
    }
    return true;
  }

  private boolean fits(NetworkSummary network, String key, List<String> values) {
    boolean each = key.startsWith("label") || key.equals("until");
    for (int i = 0; i < values.size(); i++) {
      boolean fits = fits(network, key, values.get(i));
      if (fits != each) {
        return fits;
      }
    }
    return each;
  }

  private boolean fits(NetworkSummary network, String key, String value) {
    return switch (key) {
      case "driver" -> network.driver().equals(value);
      case "name" -> NamePattern.fits(value, network.name());
      case "id" -> NamePattern.fits(value, network.id());
      case "label" -> has(network, value);
      case "label!" -> !has(network, value);
      case "dangling" -> isDangling(network) == truth(value);
      default -> network.created() < TimeParser.moment(value, now);
    };
  }

  private static boolean isDangling(NetworkSummary network) {
    return network.users() == 0 && !network.fixed();
  }

  private static boolean truth(String value) {
    return switch (value) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new UsageException("invalid dangling filter value \"" + value + "\"");
    };
  }

  private static boolean has(NetworkSummary network, String wanted) {
    int equals = wanted.indexOf('=');
    String key = equals < 0 ? wanted : wanted.substring(0, equals);
    String value = network.labels().get(key);
    return value != null && (equals < 0 || value.equals(wanted.substring(equals + 1)));
  }
}
