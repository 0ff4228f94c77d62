package dev.kapok.network.nft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NftOwnerTest {
  @Test
  void commentsFitAndDifferHoweverLongTheNamesAre() {
    NftOwner one = new NftOwner("ports", "n".repeat(200), "c".repeat(300), "eth0123456789ab");
    NftOwner other = new NftOwner("ports", "n".repeat(201), "c".repeat(300), "eth0123456789ab");
    assertThat(one.comment()).hasSizeLessThan(128).isNotEqualTo(other.comment());
    assertThat(one.comment()).startsWith(NftOwner.commentsBeginning("ports", "n".repeat(200)));
  }

  @Test
  void markersFitIntoANameOfALink() {
    NftOwner owner = new NftOwner("masq", "net", "c", "eth0");
    assertThat(owner.marker(false).key()).matches("\"m[0-9a-f]{1,14}\"");
  }

  @Test
  void containersAreReadBack() {
    assertThat(NftOwner.containerOf(new NftOwner("ports", "net", "abc", "eth0").comment()))
        .isEqualTo("abc");
    assertThat(NftOwner.containerOf("foreign")).isNull();
  }

  @Test
  void listingsGiveElementsAsTheyAreWritten() {
    TableListing listing =
        TableListing.parse(
            false,
            """
            {"nftables": [{"rule": {}}, {"set": {"name": "near", "elem": [{"elem": {"val": {"concat":
            ["10.9.0.2", {"prefix": {"addr": "10.9.0.0", "len": 24}}]}, "comment": "x"}}]}},
            {"set": {"name": "same", "elem": [{"concat": ["a", "b"]}]}},
            {"set": {"name": "masq"}},
            {"map": {"name": "ports", "map": "ipv4_addr . inet_service", "elem":
            [[{"concat": ["udp", 53]}, {"concat": ["10.9.0.2", 5353]}]]}}]}
            """);
    assertThat(listing.rules()).isEqualTo(1);
    assertThat(listing.comments()).containsExactly("x", "", "");
    assertThat(listing.elements())
        .extracting(NftElement::key)
        .isEqualTo(List.of("10.9.0.2 . 10.9.0.0/24", "\"a\" . \"b\"", "udp . 53"));
    assertThat(listing.elements().get(2).value()).isEqualTo("10.9.0.2 . 5353");
  }
}
