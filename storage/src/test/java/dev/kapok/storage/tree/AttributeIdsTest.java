package dev.kapok.storage.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AttributeIdsTest {
  private static final String ACCESS = "system.posix_acl_access";
  private static final String CAPABILITY = "security.capability";

  private static final AttributeIds.Mapping ADD =
      new AttributeIds.Mapping() {
        @Override
        public int user(int id) {
          return id + 0x100;
        }

        @Override
        public int group(int id) {
          return id + 0x200;
        }
      };

  private static final AttributeIds.Mapping TAKE =
      new AttributeIds.Mapping() {
        @Override
        public int user(int id) {
          return id - 0x100;
        }

        @Override
        public int group(int id) {
          return id - 0x200;
        }
      };

  private static String mapped(String attribute, String hex, AttributeIds.Mapping mapping) {
    byte[] value = HexFormat.of().parseHex(hex);
    return HexFormat.of().formatHex(AttributeIds.map(attribute, value, mapping));
  }

  @Test
  void mapsNamedUsersAndGroupsOfLists() {
    String owner = "01000600ffffffff";
    String rest = "10000600ffffffff" + "20000400ffffffff";
    String user = "02000600" + "05000000";
    String group = "08000600" + "07000000";
    assertThat(mapped(ACCESS, "02000000" + owner + user + group + rest, ADD))
        .isEqualTo("02000000" + owner + "02000600" + "05010000" + "08000600" + "07020000" + rest);
    assertThat(mapped("system.posix_acl_default", "02000000" + user, ADD)).endsWith("05010000");
    assertThat(mapped("user.other", "02000000" + user, ADD)).endsWith("05000000");
  }

  @Test
  void leavesListsThatAreNone() {
    for (String hex :
        new String[] {"", "02", "02000000", "0200000001", "01000000" + "0200060005000000"}) {
      assertThat(mapped(ACCESS, hex, ADD)).isEqualTo(hex);
    }
  }

  @Test
  void mapsTheRootOfCapabilities() {
    String bits = "00040000000000000000000000000000";
    assertThat(mapped(CAPABILITY, "01000003" + bits + "00010000", TAKE))
        .as("as images have them")
        .isEqualTo("01000002" + bits);
    assertThat(mapped(CAPABILITY, "01000003" + bits + "01010000", TAKE))
        .isEqualTo("01000003" + bits + "01000000");
    assertThat(mapped(CAPABILITY, "01000002" + bits, ADD)).isEqualTo("01000002" + bits);
    assertThat(mapped(CAPABILITY, "0100", ADD)).isEqualTo("0100");
  }
}
