package dev.kapok.sys.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  @Test
  void readsMembersInTheirOrder() {
    JsonReader reader =
        new JsonReader(
            " { \"id\" : \"a\" , \"n\":-12,\"ok\":true,\"d\":1.5e1,\"x\":null,\"l\":[\"p\",\"q\"] } ");
    List<Object> seen = new ArrayList<>();
    reader.beginObject();
    while (reader.hasNext()) {
      switch (reader.nextName()) {
        case "id" -> seen.add(reader.nextString());
        case "n" -> seen.add(reader.nextLong());
        case "ok" -> seen.add(reader.nextBoolean());
        case "d" -> seen.add(reader.nextDouble());
        case "l" -> seen.add(reader.nextStrings());
        default -> {
          assertThat(reader.isNull()).isTrue();
          reader.nextNull();
        }
      }
    }
    reader.endObject();
    assertThat(seen).containsExactly("a", -12L, true, 15.0, List.of("p", "q"));
    assertThat(reader.peekKind()).isEqualTo(JsonKind.END);
  }

  @Test
  void skipsWhatItIsToldToSkip() {
    JsonReader reader = new JsonReader("{\"a\":{\"b\":[1,{\"c\":\"\\u00e4]}\"},[],{}]},\"z\":7}");
    reader.beginObject();
    assertThat(reader.nextName()).isEqualTo("a");
    reader.skipValue();
    assertThat(reader.nextName()).isEqualTo("z");
    assertThat(reader.nextLong()).isEqualTo(7);
    reader.endObject();
  }

  @Test
  void returnsAValueAsItStands() {
    JsonReader reader = new JsonReader("[ {\"a\": [1, 2]} , 3 ]");
    reader.beginArray();
    assertThat(reader.nextRaw()).isEqualTo("{\"a\": [1, 2]}");
    assertThat(reader.nextRaw()).isEqualTo("3");
    reader.endArray();
  }

  @Test
  void tellsWhatComesNext() {
    JsonReader reader = new JsonReader("[\"s\",1,true,null,{},[]]");
    assertThat(reader.peekKind()).isEqualTo(JsonKind.ARRAY);
    reader.beginArray();
    List<JsonKind> kinds = new ArrayList<>();
    while (reader.hasNext()) {
      kinds.add(reader.peekKind());
      reader.skipValue();
    }
    assertThat(kinds)
        .containsExactly(
            JsonKind.STRING,
            JsonKind.NUMBER,
            JsonKind.BOOLEAN,
            JsonKind.NULL,
            JsonKind.OBJECT,
            JsonKind.ARRAY);
    assertThat(reader.peekKind()).isEqualTo(JsonKind.END);
  }

  @Test
  void keepsStringsOutsideAscii() {
    assertThat(new JsonReader("\"äöü 日本 🐋\"").nextString()).isEqualTo("äöü 日本 🐋");
    assertThat(new JsonReader("\"é\\n日🐋\"").nextString()).isEqualTo("é\n日🐋");
  }

  @Test
  void resolvesEscapes() {
    assertThat(
            new JsonReader("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\ud83d\\udc0b\"")
                .nextString())
        .isEqualTo("\"\\/\b\f\n\r\tAé🐋");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\\ud800\"", "\"\\udc00\"", "\"\\uDBFF\""})
  void replacesALoneSurrogate(String json) {
    assertThat(new JsonReader(json).nextString()).isEqualTo("\ufffd");
  }

  @Test
  void replacesALoneSurrogateAndKeepsWhatFollows() {
    assertThat(new JsonReader("\"\\ud800\\u0041\\ud800x\"").nextString())
        .isEqualTo("\ufffdA\ufffdx");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "nul",
        "tru",
        "True",
        "'a'",
        "\"",
        "\"a",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"\\ud800\\u12\"",
        "\"a\nb\"",
        "\"a\\n\u0001\"",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{\"a\" 1}",
        "{a:1}",
        "{1:1}",
        "{,}",
        "[}",
        "{]",
        "1 2",
        "[] x",
        "{}}",
        "01",
        "-",
        "-a",
        "+1",
        ".5",
        "1.",
        "1.e1",
        "1e",
        "1e+",
        "0x10",
        "NaN",
        "Infinity",
        "-01",
        "\ufeff1",
        "[1]]",
        "//",
        "[1/**/]",
        "1e999",
      })
  void refusesWhatIsNotJson(String json) {
    assertThatExceptionOfType(JsonException.class).isThrownBy(() -> Json.parse(json));
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> new JsonReader(json).skipValue());
  }

  @Test
  void refusesDeepNestingWithoutExhaustingTheStack() {
    for (String json : List.of("[".repeat(100_000), "{\"a\":".repeat(100_000))) {
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> Json.parse(json))
          .withMessageContaining("nested deeper than 512");
      assertThatExceptionOfType(JsonException.class)
          .isThrownBy(() -> new JsonReader(json).skipValue())
          .withMessageContaining("nested deeper than 512");
    }
  }

  @Test
  void readsTheGreatestDepthAllowed() {
    String json = "[".repeat(512) + "]".repeat(512);
    assertThat(Json.write(Json.parse(json), null)).isEqualTo(json);
  }

  @Test
  void namesTheOffset() {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> Json.parse("{\"a\": tru}"))
        .withMessage("invalid JSON at byte 6: expected true, found t")
        .matches(e -> e.offset() == 6);
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> Json.parse("[1"))
        .withMessage("invalid JSON at byte 2: expected a comma or ], found the end");
  }

  @Test
  void readsWholeNumbersExactly() {
    assertThat(new JsonReader("9223372036854775807").nextLong()).isEqualTo(Long.MAX_VALUE);
    assertThat(new JsonReader("-9223372036854775808").nextLong()).isEqualTo(Long.MIN_VALUE);
    assertThat(new JsonReader("1e3").nextLong()).isEqualTo(1000);
    assertThat(new JsonReader("-2.0").nextLong()).isEqualTo(-2);
    assertThat(new JsonReader("-0").nextLong()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775808", "1.5", "1e300", "1e-1", "\"1\"", "true", "null"})
  void refusesWhatIsNoLong(String json) {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> new JsonReader(json).nextLong());
  }

  @Test
  void refusesAValueOfAnotherKind() {
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> new JsonReader("[1]").beginObject())
        .withMessage("invalid JSON at byte 0: expected an object, found [");
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> new JsonReader("1").nextString());
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> new JsonReader("1").nextBoolean());
  }

  @Test
  void refusesToReadPastTheEndOfAnArrayOrObject() {
    JsonReader array = new JsonReader("[1]");
    array.beginArray();
    assertThat(array.nextLong()).isEqualTo(1);
    assertThatExceptionOfType(JsonException.class).isThrownBy(array::nextLong);
    JsonReader object = new JsonReader("{\"a\":1}");
    object.beginObject();
    assertThatExceptionOfType(JsonException.class).isThrownBy(object::nextLong);
    assertThat(object.nextName()).isEqualTo("a");
    assertThatExceptionOfType(JsonException.class).isThrownBy(object::nextName);
    assertThat(object.nextLong()).isEqualTo(1);
    assertThatExceptionOfType(JsonException.class).isThrownBy(object::nextName);
    object.endObject();
  }

  @Test
  void refusesToLeaveWhatIsNotReadToItsEnd() {
    JsonReader reader = new JsonReader("[[1],2]");
    reader.beginArray();
    reader.beginArray();
    assertThatExceptionOfType(JsonException.class).isThrownBy(reader::endArray);
    assertThatExceptionOfType(JsonException.class).isThrownBy(reader::endObject);
  }

  @Test
  void survivesEveryTruncationOfADocument() {
    String json =
        "{\"a\":[1,-2.5e+3,\"x\\u0041\\n\",true,false,null,{\"b\":{}}],\"ü\":\"\\ud83d\\udc0b\"}";
    assertThat(Json.write(Json.parse(json), null)).contains("🐋");
    for (int i = 0; i < json.length(); i++) {
      String cut = json.substring(0, i);
      assertThatExceptionOfType(JsonException.class).isThrownBy(() -> Json.parse(cut));
    }
  }
}
