package dev.kapok.storage.unpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.storage.LayerFormatException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryNameTest {
  @ParameterizedTest
  @CsvSource({
    "a, '', a",
    "./a/, '', a",
    "/a/b, a, b",
    "//a//b//, a, b",
    "./a/./b/c/., a/b, c",
    "a/...,  a, ...",
    "a/..b, a, ..b",
  })
  void cleansNames(String raw, String parent, String base) throws LayerFormatException {
    EntryName name = EntryName.parse(bytes(raw));
    assertThat(text(name.parent())).isEqualTo(parent);
    assertThat(text(name.base())).isEqualTo(base);
    assertThat(name.isRoot()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "./", "/", "//", "././/"})
  void knowsTheRoot(String raw) throws LayerFormatException {
    assertThat(EntryName.parse(bytes(raw)).isRoot()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../a", "a/../../b", "/..", "a/..", "a/../b", "./.././x"})
  void refusesDotDot(String raw) {
    assertThatThrownBy(() -> EntryName.parse(bytes(raw)))
        .isInstanceOf(LayerFormatException.class)
        .hasMessageContaining("could leave the layer");
  }

  @Test
  void refusesNul() {
    assertThatThrownBy(() -> EntryName.parse(bytes("a\0b"))).hasMessageContaining("NUL");
  }

  @Test
  void refusesLongNames() throws LayerFormatException {
    assertThat(EntryName.parse(bytes("x".repeat(255))).base()).hasSize(255);
    assertThatThrownBy(() -> EntryName.parse(bytes("x".repeat(256))))
        .hasMessageContaining("256 bytes is longer than 255");
  }

  @Test
  void refusesLongPaths() throws LayerFormatException {
    assertThat(EntryName.parse(bytes("a/".repeat(2047) + "b")).parent()).hasSize(4093);
    assertThatThrownBy(() -> EntryName.parse(bytes("a/".repeat(2500))))
        .hasMessageContaining("4999 bytes is longer than 4095");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
