package dev.kapok.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.sys.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigChangeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "CMD [\"a\", \"b c\"]|{\"Cmd\":[\"a\",\"b c\"]}",
        "CMD=/bin/sh|{\"Cmd\":[\"/bin/sh\",\"-c\",\"/bin/sh\"]}",
        "cmd=[]|{\"Cmd\":[]}",
        "ENTRYPOINT [\"/e\"]|{\"Entrypoint\":[\"/e\"]}",
        "ENV A=\"1 2\"|{\"Env\":[\"A=1 2\"]}",
        "ENV=A=|{\"Env\":[\"A=\"]}",
        "ENV A b|{\"Env\":[\"A=b\"]}",
        "EXPOSE 80 53/udp|{\"ExposedPorts\":{\"80/tcp\":{},\"53/udp\":{}}}",
        "LABEL a=1 b='x y'|{\"Labels\":{\"a\":\"1\",\"b\":\"x y\"}}",
        "VOLUME /a /b|{\"Volumes\":{\"/a\":{},\"/b\":{}}}",
        "VOLUME [\"/a\"]|{\"Volumes\":{\"/a\":{}}}",
        "USER 1:2|{\"User\":\"1:2\"}",
        "WORKDIR /w|{\"WorkingDir\":\"/w\"}",
        "STOPSIGNAL SIGINT|{\"StopSignal\":\"SIGINT\"}",
        "ONBUILD RUN x|{\"OnBuild\":[\"RUN x\"]}"
      })
  void changesTheConfiguration(String change, String config) {
    Map<String, Object> json = new LinkedHashMap<>();

    ConfigChange.parse(change).apply(json);

    assertThat(Json.write(json, null)).isEqualTo(config);
  }

  @Test
  void replacesAVariableThatIsThere() {
    Map<String, Object> json = new LinkedHashMap<>();

    ConfigChange.parse("ENV A=1").apply(json);
    ConfigChange.parse("ENV AB=1").apply(json);
    ConfigChange.parse("ENV A=2").apply(json);

    assertThat(Json.strings(json, "Env")).containsExactly("AB=1", "A=2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "CMD",
        "CMD=",
        "=x",
        "RUN x",
        "CMD [\"a\"",
        "CMD [1]",
        "ENV A",
        "ENV =1",
        "EXPOSE x",
        "EXPOSE 80/foo",
        "LABEL a"
      })
  void refusesWhatIsNoChange(String change) {
    assertThatThrownBy(() -> ConfigChange.parse(change).apply(new LinkedHashMap<>()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("change \"" + change + "\": ");
  }
}
