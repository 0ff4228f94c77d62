package dev.kapok.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.NetworkSummary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkFilterTest {
  private static final long SECOND = 1_000_000_000L;
  private static final List<NetworkSummary> ALL =
      List.of(
          network("kapok", "80e0", "bridge", 400, Map.of(), true, 0),
          network("lan", "a1b2", "macvlan", 100, Map.of("k", "v"), false, 0),
          network("web", "c3a1", "bridge", 200, Map.of("k", "w", "l", ""), false, 2));

  private static NetworkSummary network(
      String name,
      String id,
      String driver,
      long seconds,
      Map<String, String> labels,
      boolean fixed,
      int users) {
    return new NetworkSummary(
        name, id + "0".repeat(60), driver, seconds * SECOND, labels, fixed, users);
  }

  private static String names(String... filters) {
    StringBuilder names = new StringBuilder();
    for (NetworkSummary found : NetworkFilter.ofList(List.of(filters), 400 * SECOND).apply(ALL)) {
      names.append(found.name()).append(' ');
    }
    return names.toString().trim();
  }

  @Test
  void fitsByNameAndId() {
    assertThat(names("name=a")).isEqualTo("kapok lan");
    assertThat(names("name=^w", "name=n$")).isEqualTo("lan web");
    assertThat(names("id=a1")).isEqualTo("lan web");
    assertThat(names("id=^a1")).isEqualTo("lan");
    assertThatThrownBy(() -> names("name=[")).isInstanceOf(UsageException.class);
  }

  @Test
  void fitsByWhatItIs() {
    assertThat(names("driver=bridge")).isEqualTo("kapok web");
    assertThat(names("driver=bri")).isEmpty();
    assertThat(names("dangling=true")).isEqualTo("lan");
    assertThat(names("dangling=0")).isEqualTo("kapok web");
    assertThat(names("until=150s")).isEqualTo("lan web");
    assertThat(names("until=150")).isEqualTo("lan");
    assertThatThrownBy(() -> names("dangling=x")).hasMessageContaining("invalid dangling");
    assertThatThrownBy(() -> names("colour=red")).hasMessageContaining("invalid filter");
    assertThatThrownBy(() -> names("name")).isInstanceOf(UsageException.class);
    assertThatThrownBy(() -> NetworkFilter.ofPrune(List.of("name=x"), 0))
        .isInstanceOf(UsageException.class);
  }

  @Test
  void fitsByLabelsOfWhichAllCount() {
    assertThat(names("label=k")).isEqualTo("lan web");
    assertThat(names("label=k", "label=l")).isEqualTo("web");
    assertThat(names("label=k=v")).isEqualTo("lan");
    assertThat(names("label!=k")).isEqualTo("kapok");
  }

  @Test
  void takesTemplatesThatAskForJson() {
    assertThat(NetworkFields.isJson("json")).isTrue();
    assertThat(NetworkFields.isJson("{{json .}}")).isTrue();
    assertThat(NetworkFields.isJson(" {{ json . }} ")).isTrue();
    assertThat(NetworkFields.isJson("{{json .Name}}")).isFalse();
    assertThat(NetworkFields.isJson("{{.}}")).isFalse();
    assertThat(NetworkFields.isJson("{{")).isFalse();
  }
}
