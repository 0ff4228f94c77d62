package dev.kapok.network.cni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkListTest {
  private static final String PATH = "/etc/cni/net.d/web.conflist";

  @Test
  void readsAListAndKeepsWhatItDoesNotKnow() {
    NetworkList list =
        NetworkList.parse(
            "{\"cniVersion\":\"1.0.0\",\"name\":\"web\",\"disableCheck\":true,\"args\":{\"a\":1},"
                + "\"plugins\":[{\"type\":\"bridge\",\"bridge\":\"b0\"},{\"type\":\"portmap\"}]}",
            PATH);

    assertThat(list.name()).isEqualTo("web");
    assertThat(list.cniVersion()).isEqualTo("1.0.0");
    assertThat(list.disableCheck()).isTrue();
    assertThat(list.plugins()).extracting(PluginConf::type).containsExactly("bridge", "portmap");
    assertThat(list.plugins().get(0).raw()).containsEntry("bridge", "b0");
    assertThat(list.raw()).containsKey("args");
  }

  @Test
  void makesAListOfOnePlugin() {
    NetworkList list =
        NetworkList.parse("{\"cniVersion\":\"0.4.0\",\"name\":\"lo\",\"type\":\"loopback\"}", PATH);

    assertThat(list.plugins()).extracting(PluginConf::type).containsExactly("loopback");
    assertThat(list.disableCheck()).isFalse();
  }

  @Test
  void takesTheNewestVersionThatItKnows() {
    NetworkList list =
        NetworkList.parse(
            "{\"cniVersion\":\"0.4.0\",\"cniVersions\":[\"1.1.0\",\"9.0.0\",\"1.0.0\"],"
                + "\"name\":\"web\",\"plugins\":[{\"type\":\"bridge\"}]}",
            PATH);

    assertThat(list.cniVersion()).isEqualTo("1.1.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not json|JSON",
        "[]|JSON",
        "{\"name\":\"a\",\"cniVersion\":\"1.0.0\",\"plugins\":[]}|its list of plugins is empty",
        "{\"name\":\"a\",\"cniVersion\":\"1.0.0\",\"plugins\":[1]}|its plugins are not objects",
        "{\"name\":\"a\",\"cniVersion\":\"1.0.0\",\"plugins\":[{}]}|a plugin has no type",
        "{\"name\":\"a\",\"cniVersion\":\"1.0.0\",\"plugins\":[{\"type\":\"../sh\"}]}|no name of a program",
        "{\"cniVersion\":\"1.0.0\",\"plugins\":[{\"type\":\"b\"}]}|it has no name",
        "{\"name\":\"a/b\",\"cniVersion\":\"1.0.0\",\"plugins\":[{\"type\":\"b\"}]}|is not made of letters",
        "{\"name\":\"a\",\"cniVersion\":\"9.9.9\",\"plugins\":[{\"type\":\"b\"}]}|no cniVersion that is known",
        "{\"name\":\"a\",\"plugins\":[{\"type\":\"b\"}]}|no cniVersion that is known",
        "{\"name\":1,\"cniVersion\":\"1.0.0\",\"plugins\":[{\"type\":\"b\"}]}|is not a string",
      })
  void saysWhatIsWrong(String text, String reason) {
    assertThatExceptionOfType(CniException.class)
        .isThrownBy(() -> NetworkList.parse(text, PATH))
        .withMessageContaining(PATH)
        .withMessageContaining(reason)
        .matches(e -> e.kind() == CniException.Kind.CONFIG);
  }
}
