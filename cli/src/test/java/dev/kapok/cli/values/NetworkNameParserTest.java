package dev.kapok.cli.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.libpod.model.NetworkConfig.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkNameParserTest {
  @Test
  void readsANameAndItsOptions() {
    NetworkParser parsed =
        NetworkParser.parse(
            "web:ip=10.89.0.5,ip6=fd00::5,mac=02-42-AC-11-00-02,alias=db,alias=data,"
                + "interface_name=lan0");

    assertThat(parsed.mode()).isEqualTo(Mode.BRIDGE);
    assertThat(parsed.networks())
        .containsExactly(
            new NetworkAttachment(
                "web",
                "lan0",
                List.of("10.89.0.5", "fd00::5"),
                "02:42:ac:11:00:02",
                List.of("db", "data")));
  }

  @Test
  void readsSeveralNames() {
    assertThat(NetworkParser.parse(List.of("web", "db:alias=x")).networks())
        .extracting(NetworkAttachment::network)
        .containsExactly("web", "db");
  }

  @Test
  void refusesOtherModesBesideNames() {
    assertThatThrownBy(() -> NetworkParser.parse(List.of("web", "host")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("selected mode host");
    assertThatThrownBy(() -> NetworkParser.parse(List.of("none", "web")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("selected mode none");
    assertThatThrownBy(() -> NetworkParser.parse(List.of("web", "web")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("given twice");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web:ip",
        "web:ip=",
        "web:ip=10.0.0",
        "web:ip=10.0.0.1/24",
        "web:mac=1",
        "web:mac=03:00:00:00:00:01",
        "web:mac=02:00:00:00:00:0g",
        "web:alias=a b",
        "web:interface_name=0123456789abcdef",
        "web:interface_name=a/b",
        "web:interface_name=lo",
        "web:colour=red",
        "web:,"
      })
  void refusesOptionsThatMakeNoSense(String text) {
    assertThatThrownBy(() -> NetworkParser.parse(text)).isInstanceOf(UsageException.class);
  }

  @Test
  void addsWhatTheOtherOptionsSay() {
    List<NetworkAttachment> networks =
        NetworkNameParser.with(
            NetworkParser.parse("web:alias=a"),
            List.of("10.89.0.7"),
            "02:00:00:00:00:07",
            List.of("b"));

    assertThat(networks)
        .containsExactly(
            new NetworkAttachment(
                "web", "", List.of("10.89.0.7"), "02:00:00:00:00:07", List.of("a", "b")));
  }

  @Test
  void refusesThemWhereTheyBelongToNoNetworkOrToSeveral() {
    assertThatThrownBy(() ->
            NetworkNameParser.with(NetworkParser.parse("host"), List.of(), null, List.of("name")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("name one by --network NAME");
    assertThatThrownBy(() ->
            NetworkNameParser.with(
                NetworkParser.parse(List.of("web", "db")), List.of("10.89.0.7"), null, List.of()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("single network");
  }
}
