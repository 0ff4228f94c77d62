package dev.kapok.libpod.userns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.libpod.KapokException;
import dev.kapok.sys.IdMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class MapWordsTest {
  private static final IdMap ROOT = IdMap.parse("0 0 4294967295");
  private static final IdMap USER = IdMap.parse("0 1004 1\n1 296608 65536\n");

  private static List<String> users(IdMap engine, List<String> uidMaps, List<String> gidMaps) {
    return MapWords.read(uidMaps, gidMaps, engine, true).words();
  }

  private static List<String> groups(IdMap engine, List<String> uidMaps, List<String> gidMaps) {
    return MapWords.read(uidMaps, gidMaps, engine, false).words();
  }

  @Test
  void readsPlainMappings() {
    List<String> uids = List.of("1000:0", "0:100000:1000");
    assertThat(users(ROOT, uids, List.of("0:5:6"))).containsExactly("0:100000:1000", "1000:0:1");
    assertThat(groups(ROOT, uids, List.of("0:5:6"))).containsExactly("0:5:6");
  }

  @Test
  void usesOneOptionForBothKinds() {
    assertThat(groups(ROOT, List.of("0:7:8"), List.of())).containsExactly("0:7:8");
    assertThat(users(ROOT, List.of(), List.of("0:7:8"))).containsExactly("0:7:8");
  }

  @Test
  void knowsTheKindsByTheirFlags() {
    List<String> uids = List.of("0:1:10", "u10:20:1", "g10:30:1");
    assertThat(users(USER, uids, List.of())).containsExactly("0:1:10", "10:20:1");
    assertThat(groups(USER, uids, List.of("0:2:5"))).containsExactly("0:2:5", "10:30:1");
    assertThat(groups(USER, List.of("u0:1:10"), List.of())).containsExactly("0:0:1", "1:1:65536");
  }

  @Test
  void translatesIdsOfTheHost() {
    assertThat(users(USER, List.of("5:@1004", "0:@296608:5"), List.of()))
        .containsExactly("0:1:5", "5:0:1");
    assertThatThrownBy(() -> users(USER, List.of("0:@5"), List.of()))
        .isInstanceOf(KapokException.class)
        .hasMessageContaining("user 5 of the host is not among the ids of this user")
        .hasMessageContaining("/etc/subuid");
    assertThatThrownBy(() -> users(USER, List.of("0:@296608:65537"), List.of()))
        .hasMessageContaining("user 362144 of the host");
  }

  @Test
  void changesTheDefaultMappingWithPlus() {
    assertThat(users(USER, List.of("+1004:0"), List.of()))
        .containsExactly("0:1:1004", "1004:0:1", "1005:1005:64532");
    assertThat(users(USER, List.of("+100000:@1004"), List.of()))
        .containsExactly("0:1:65536", "100000:0:1");
    assertThatThrownBy(() -> users(USER, List.of("+5:0", "0:1:5"), List.of()))
        .hasMessageContaining("both are given for users");
  }

  @Test
  void refusesWhatIsNoMapping() {
    for (String word :
        List.of("", ":", "0", "0:", ":0", "a:0:1", "0:a:1", "0:1:a", "0:1:2:3", "-1:0:1", "@0:1")) {
      assertThatThrownBy(() -> users(ROOT, List.of(word), List.of()))
          .as(word)
          .isInstanceOf(KapokException.class)
          .hasMessageContaining("malformed");
    }
    assertThatThrownBy(() -> users(ROOT, List.of("0:1:0"), List.of()))
        .hasMessageContaining("maps no ids");
    assertThatThrownBy(() -> users(ROOT, List.of("0:1:4294967295"), List.of()))
        .hasMessageContaining("beyond the last id");
    assertThatThrownBy(() -> users(ROOT, List.of("0:1:10", "5:100:1"), List.of()))
        .isInstanceOf(KapokException.class)
        .hasMessageContaining("overlap in the container");
  }
}
