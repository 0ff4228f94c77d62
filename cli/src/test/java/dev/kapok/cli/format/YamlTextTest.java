package dev.kapok.cli.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.sys.json.Json;
import org.junit.jupiter.api.Test;

class YamlTextTest {
  @Test
  void writesTrees() {
    assertThat(
            YamlText.of(
                Json.parseObject(
                    """
                    {"a": {"b": ["x", "z"], "c": {}}, "d": [], "e": null, "f": true, "g": 5,
                     "h": [{"i": 1, "j": {"k": "v"}}], "m": "one\\ntwo"}
                    """)))
        .isEqualTo(
            """
            a:
              b:
              - x
              - z
              c: {}
            d: []
            e: null
            f: true
            g: 5
            h:
            - i: 1
              j:
                k: v
            m: |-
              one
              two
            """);
  }

  @Test
  void quotesWhatAReaderWouldTakeForSomethingElse() {
    assertThat(
            YamlText.of(
                Json.parseObject(
                    """
                    {"a": "12", "b": "true", "c": "", "d": "x: y", "e": "- z", "f": "4.3.1"}
                    """)))
        .isEqualTo(
            """
            a: "12"
            b: "true"
            c: ""
            d: 'x: y'
            e: "- z"
            f: "4.3.1"
            """);
  }
}
