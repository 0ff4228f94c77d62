package dev.kapok.network.nft;

/** How a network's link is kept apart from others. */
public enum Zone {
  /** No traffic with other links of this zone. */
  ISOLATED("isolated"),
  /** No traffic with any other network of Kapok's. */
  STRICT("strict"),
  /** No traffic with any other link. */
  INTERNAL("internal");

  private final String set;

  Zone(String set) {
    this.set = set;
  }

  /** Returns the name of the set that holds the links. */
  String set() {
    return set;
  }
}
