package dev.kapok.sys.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What whoever aligns tables has to do. */
public abstract class ColumnsConformance {
  protected abstract String align(String[][] lines, int least, int gap);

  @Test
  void makesColumnsAsWideAsTheirWidestCell() {
    String[][] lines = {{"a", "bb", "c"}, {"long-cell", "b", "c"}};
    assertThat(align(lines, 0, 2)).isEqualTo("a          bb  c\nlong-cell  b   c\n");
  }

  @Test
  void keepsTheLeastWidth() {
    String[][] lines = {{"a", "b"}};
    assertThat(align(lines, 4, 1)).isEqualTo("a   b\n");
  }

  @Test
  void putsNothingBehindTheLastCell() {
    String[][] lines = {{"only one, and a long one"}, {"", ""}};
    assertThat(align(lines, 3, 2)).isEqualTo("only one, and a long one\n   \n");
  }

  @Test
  void beginsColumnsAnewBehindLinesWithoutThem() {
    String[][] lines = {{"wide-cell", "x"}, {"none"}, {"a", "y"}, {"bb", "z"}};
    assertThat(align(lines, 0, 1)).isEqualTo("wide-cell x\nnone\na  y\nbb z\n");
  }

  @Test
  void countsCharacters() {
    String[][] lines = {{"\u00e4\u20ac\ud83d\ude00", "x"}, {"abcd", "y"}};
    assertThat(align(lines, 0, 1)).isEqualTo("\u00e4\u20ac\ud83d\ude00  x\nabcd y\n");
  }

  @Test
  void countsHalvesOfPairs() {
    String[][] lines = {{"\ude00\ud83d", "x"}, {"\ud83d\ud83d\ude00", "y"}};
    assertThat(align(lines, 0, 1)).isEqualTo("\ude00\ud83d x\n\ud83d\ud83d\ude00 y\n");
  }

  @Test
  void keepsCharactersThatEndTextsInC() {
    String[][] lines = {{"a\0b", "c"}};
    assertThat(align(lines, 0, 1)).isEqualTo("a\0b c\n");
  }

  @Test
  void alignsManyLines() {
    String[][] lines = new String[2000][];
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      lines[i] = new String[] {"x".repeat(i % 300), Integer.toString(i)};
      expected.append("x".repeat(i % 300)).append(" ".repeat(301 - i % 300)).append(i).append('\n');
    }
    assertThat(align(lines, 12, 2)).isEqualTo(expected.toString());
  }

  @Test
  void returnsNothingForNothing() {
    assertThat(align(new String[0][], 12, 2)).isEmpty();
  }
}
