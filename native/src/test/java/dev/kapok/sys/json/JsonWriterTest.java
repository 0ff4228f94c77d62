package dev.kapok.sys.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonWriterTest {
  @Test
  void writesWithoutWhiteSpace() {
    String json =
        new JsonWriter()
            .beginObject()
            .field("s", "x")
            .field("none", null)
            .field("n", -5)
            .field("b", true)
            .strings("l", List.of("p", "q"))
            .name("o")
            .beginObject()
            .endObject()
            .name("a")
            .beginArray()
            .value(1.5)
            .value(3.0)
            .nullValue()
            .raw("{\"k\":1}")
            .beginArray()
            .endArray()
            .endArray()
            .endObject()
            .toString();
    assertThat(json)
        .isEqualTo(
            "{\"s\":\"x\",\"none\":null,\"n\":-5,\"b\":true,\"l\":[\"p\",\"q\"],\"o\":{},"
                + "\"a\":[1.5,3,null,{\"k\":1},[]]}");
  }

  @Test
  void indentsEachLevel() {
    String json =
        new JsonWriter("  ")
            .beginObject()
            .field("a", 1)
            .strings("l", List.of("x"))
            .strings("e", List.of())
            .endObject()
            .toString();
    assertThat(json).isEqualTo("{\n  \"a\": 1,\n  \"l\": [\n    \"x\"\n  ],\n  \"e\": []\n}");
  }

  @Test
  void escapesOnlyWhatItMust() {
    assertThat(new JsonWriter().value("a\"b\\c\n\r\t\u0001\u001f/<>&é日🐋\u007f").toString())
        .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\u0001\\u001f/<>&é日🐋\u007f\"");
  }

  @Test
  void readsBackWhatItWrote() {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 0x800; c++) {
      all.append(c);
    }
    String json = new JsonWriter().value(all.toString()).toString();
    assertThat(new JsonReader(json).nextString()).isEqualTo(all.toString());
  }

  @Test
  void growsWithTheNesting() {
    JsonWriter writer = new JsonWriter();
    for (int i = 0; i < 100; i++) {
      writer.beginArray();
    }
    for (int i = 0; i < 100; i++) {
      writer.endArray();
    }
    assertThat(writer.toString()).isEqualTo("[".repeat(100) + "]".repeat(100));
  }

  @Test
  void refusesWhatWouldNotBeJson() {
    assertThatIllegalStateException().isThrownBy(() -> new JsonWriter().value(1).value(2));
    assertThatIllegalStateException().isThrownBy(() -> new JsonWriter().beginObject().value(1));
    assertThatIllegalStateException().isThrownBy(() -> new JsonWriter().beginArray().name("a"));
    assertThatIllegalStateException().isThrownBy(() -> new JsonWriter().name("a"));
    assertThatIllegalStateException()
        .isThrownBy(() -> new JsonWriter().beginObject().name("a").endObject());
    assertThatIllegalStateException()
        .isThrownBy(() -> new JsonWriter().beginObject().name("a").name("b"));
    assertThatIllegalStateException().isThrownBy(() -> new JsonWriter().beginArray().endObject());
    assertThatIllegalStateException().isThrownBy(() -> new JsonWriter().endArray());
    assertThatIllegalStateException().isThrownBy(() -> new JsonWriter().beginArray().toString());
    assertThatIllegalStateException().isThrownBy(() -> new JsonWriter().toString());
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new JsonWriter().value(Double.NaN));
  }
}
