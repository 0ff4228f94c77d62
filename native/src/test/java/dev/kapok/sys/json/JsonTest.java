package dev.kapok.sys.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void keepsTheLastOfDuplicateKeys() {
    assertThat(Json.parse("{\"a\":1,\"b\":2,\"a\":3}")).isEqualTo(Map.of("a", 3L, "b", 2L));
  }

  @Test
  void makesPlainCollectionsInTheOrderOfTheDocument() {
    Map<String, Object> tree = Json.parseObject("{\"z\":[1,2.5,\"s\",true,null],\"a\":{}}");
    assertThat(tree.keySet()).containsExactly("z", "a");
    assertThat(tree.get("z")).isEqualTo(Arrays.asList(1L, 2.5, "s", true, null));
  }

  @Test
  void keepsUnsignedNumbers() {
    Object tree = Json.parse("[18446744073709551615,1E2]");
    assertThat(tree).isEqualTo(List.of(new BigInteger("18446744073709551615"), 100.0));
    assertThat(Json.write(tree, null)).isEqualTo("[18446744073709551615,100]");
  }

  @Test
  void readsMembersByKind() {
    Map<String, Object> tree =
        Json.parseObject("{\"s\":\"x\",\"n\":4,\"f\":true,\"o\":{\"k\":null},\"l\":[\"p\"]}");
    assertThat(Json.string(tree, "s")).isEqualTo("x");
    assertThat(Json.string(tree, "missing")).isNull();
    assertThat(Json.number(tree, "n", -1)).isEqualTo(4);
    assertThat(Json.number(tree, "missing", -1)).isEqualTo(-1);
    assertThat(Json.flag(tree, "f")).isTrue();
    assertThat(Json.flag(tree, "missing")).isFalse();
    assertThat(Json.string(Json.object(tree, "o"), "k")).isNull();
    assertThat(Json.strings(tree, "l")).containsExactly("p");
    assertThat(Json.array(tree, "missing")).isEmpty();
  }

  @Test
  void refusesMembersOfAnotherKind() {
    Map<String, Object> tree = Json.parseObject("{\"s\":\"x\",\"l\":[1]}");
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> Json.number(tree, "s", 0))
        .withMessage("invalid JSON: the member s is not a whole number");
    assertThatExceptionOfType(JsonException.class).isThrownBy(() -> Json.strings(tree, "l"));
    assertThatExceptionOfType(JsonException.class).isThrownBy(() -> Json.parseObject("[]"));
  }

  @Test
  void refusesToWriteOtherObjects() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Json.write(new Object(), null));
  }
}
