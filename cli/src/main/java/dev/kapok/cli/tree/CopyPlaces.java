package dev.kapok.cli.tree;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.CopyRequest;
import java.util.List;

/** Where {@code cp} copies from and to: {@code [CONTAINER:]PATH}, or "-" for a tar. */
final class CopyPlaces {
  private CopyPlaces() {}

  /** Reads a place; what begins with a dot or a slash is the host's, colons or not. */
  static CopyRequest.Place parse(String text) {
    if (text.equals("/dev/stdin") || text.equals("/dev/stdout")) {
      return new CopyRequest.Place(null, CopyRequest.STREAM);
    }
    int colon = text.indexOf(':');
    if (colon <= 0 || text.startsWith(".") || text.startsWith("/")) {
      return new CopyRequest.Place(null, colon == 0 ? text.substring(1) : text);
    }
    return new CopyRequest.Place(text.substring(0, colon), text.substring(colon + 1));
  }

  /** Refuses what cannot be meant. */
  static void check(CopyRequest request, List<String> words) {
    String both = "invalid arguments \"" + words.get(0) + "\", \"" + words.get(1) + "\": ";
    if (request.from().path().isEmpty() || request.to().path().isEmpty()) {
      throw new UsageException(both + "you must specify paths");
    }
    if (request.from().container() == null && request.to().container() == null) {
      throw new UsageException(
          both
              + "one of them must be in a container (CONTAINER:PATH); for the rest there is cp(1)");
    }
  }
}
