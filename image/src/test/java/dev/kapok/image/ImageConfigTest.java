package dev.kapok.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.sys.json.JsonException;
import org.junit.jupiter.api.Test;

class ImageConfigTest {
  @Test
  void readsWhatContainersNeed() {
    ImageConfig config =
        ImageConfig.parse(
            """
            {"architecture":"arm64","os":"linux","variant":"v8","created":"2024-01-02T03:04:05Z",
             "author":"me","config":{"User":"1:2","WorkingDir":"/w","Entrypoint":["/e"],
             "Cmd":["a","b"],"Env":["A=1","B="],"Labels":{"z":"1","a":"2"},"StopSignal":"SIGINT",
             "Volumes":{"/v":{}},"ExposedPorts":{"80/tcp":{}},"OnBuild":null,
             "Healthcheck":{"Test":["CMD","true"]},"Unknown":{"x":[1]}},
             "rootfs":{"type":"layers","diff_ids":["sha256:1","sha256:2"]},
             "history":[{"created":"c","created_by":"by","empty_layer":true},{"comment":"x"}]}
            """);

    assertThat(config.architecture()).isEqualTo("arm64");
    assertThat(config.os()).isEqualTo("linux");
    assertThat(config.variant()).isEqualTo("v8");
    assertThat(config.created()).isEqualTo("2024-01-02T03:04:05Z");
    assertThat(config.author()).isEqualTo("me");
    assertThat(config.user()).isEqualTo("1:2");
    assertThat(config.workingDir()).isEqualTo("/w");
    assertThat(config.entrypoint()).containsExactly("/e");
    assertThat(config.cmd()).containsExactly("a", "b");
    assertThat(config.env()).containsExactly("A=1", "B=");
    assertThat(config.labels().keySet()).containsExactly("z", "a");
    assertThat(config.stopSignal()).isEqualTo("SIGINT");
    assertThat(config.volumes()).containsExactly("/v");
    assertThat(config.exposedPorts()).containsExactly("80/tcp");
    assertThat(config.healthcheck()).isEqualTo("{\"Test\":[\"CMD\",\"true\"]}");
    assertThat(config.diffIds()).containsExactly("sha256:1", "sha256:2");
    assertThat(config.history())
        .containsExactly(
            new HistoryEntry("c", "by", null, null, true),
            new HistoryEntry(null, null, null, "x", false));
  }

  @Test
  void takesWhatIsMissingOrNullAsEmpty() {
    for (String json :
        new String[] {
          "{}",
          "{\"config\":null,\"history\":null,\"rootfs\":null,\"variant\":\"\"}",
          "{\"config\":{\"Cmd\":null,\"Env\":null,\"Labels\":null,\"User\":null,\"Volumes\":null,"
              + "\"Healthcheck\":null,\"StopSignal\":\"\"}}"
        }) {
      ImageConfig config = ImageConfig.parse(json);

      assertThat(config.cmd()).isEmpty();
      assertThat(config.env()).isEmpty();
      assertThat(config.labels()).isEmpty();
      assertThat(config.volumes()).isEmpty();
      assertThat(config.history()).isEmpty();
      assertThat(config.diffIds()).isEmpty();
      assertThat(config.user()).isEmpty();
      assertThat(config.variant()).isNull();
      assertThat(config.healthcheck()).isNull();
      assertThat(config.stopSignal()).isNull();
    }
  }

  @Test
  void refusesOtherDocuments() {
    for (String json : new String[] {"", "[]", "{\"config\":[]}", "{\"config\":{\"Cmd\":\"x\"}}"}) {
      assertThatThrownBy(() -> ImageConfig.parse(json)).isInstanceOf(JsonException.class);
    }
  }
}
