package dev.kapok.cli.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.sys.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTextTest {
  @Test
  void laysOutAsTheWriterDoes() {
    Map<String, Object> tree =
        Json.parseObject(
            """
            {"a": {"b": [1, 2.5, "x,{}[]:\\"\\\\"], "c": {}}, "d": [], "e": null, "f": [[true]]}
            """);
    StringBuilder text = new StringBuilder();
    JsonText.append(text, Json.write(tree, null), "     ", 0);
    assertThat(text.toString()).isEqualTo(Json.write(tree, "     "));
  }

  @Test
  void dropsTheBlanksThatTheDocumentHad() {
    Map<String, Object> tree =
        Json.parseObject("{\"a\": {\"b\": [1, \" x \"], \"c\": {}}, \"d\": []}");
    StringBuilder text = new StringBuilder();
    JsonText.append(text, Json.write(tree, "  "), "     ", 0);
    assertThat(text.toString()).isEqualTo(Json.write(tree, "     "));
  }

  @Test
  void dropsBlanksInWhatIsEmpty() {
    StringBuilder text = new StringBuilder();
    JsonText.append(text, "{ \n }", " ", 0);
    assertThat(text.toString()).isEqualTo("{}");
  }
}
