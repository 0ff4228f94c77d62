package dev.kapok.network.nft;

import dev.kapok.network.link.NameHash;
import org.jspecify.annotations.Nullable;

/**
 * Whose elements they are: one plugin's for one interface of one container on one network.
 *
 * @param kind the plugin's part: "masq", "ports"; no blanks
 * @param network the network's name, which has no blanks
 * @param container the container's id
 * @param ifName the interface's name in the container
 */
public record NftOwner(String kind, String network, String container, String ifName) {
  /** A comment may have 127 bytes (libnftnl's NFTNL_UDATA_COMMENT_MAXLEN). */
  private static final int LONGEST_NETWORK = 32;

  private static final int LONGEST_CONTAINER = 64;

  /** Returns the comment of its elements. */
  String comment() {
    return kind
        + " "
        + shorten(network, LONGEST_NETWORK)
        + " "
        + shorten(container, LONGEST_CONTAINER)
        + " "
        + ifName;
  }

  /** Returns what the comments of all owners of a kind on a network begin with. */
  static String commentsBeginning(String kind, String network) {
    return kind + " " + shorten(network, LONGEST_NETWORK) + " ";
  }

  /** Returns the container that a comment names; null where it is none of ours. */
  static @Nullable String containerOf(String comment) {
    int first = comment.indexOf(' ');
    int second = comment.indexOf(' ', first + 1);
    int third = comment.indexOf(' ', second + 1);
    return first < 0 || second < 0 || third < 0 ? null : comment.substring(second + 1, third);
  }

  /** Returns the element whose presence says that the owner's transaction is complete. */
  NftElement marker(boolean ipv6) {
    String key = '"' + kind.substring(0, 1) + Long.toHexString(NameHash.of(comment()) >>> 8) + '"';
    return new NftElement(ipv6, NftElement.OWNERS, key, null);
  }

  private static String shorten(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    return text.substring(0, longest - 17) + "~" + Long.toHexString(NameHash.of(text));
  }
}
