package dev.kapok.cli.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void alignsColumns() {
    TextTable table = new TextTable();
    table.line("CONTAINER ID\tIMAGE\tNAMES");
    table.line("0123456789ab\tlocalhost/a-long-name:latest\tx");
    assertThat(table.render())
        .isEqualTo(
            """
            CONTAINER ID  IMAGE                         NAMES
            0123456789ab  localhost/a-long-name:latest  x
            """);
  }

  @Test
  void keepsColumnsOfOtherBlocksApart() {
    TextTable table = new TextTable();
    table.text("a-very-long-first-cell\tx\nplain\nb\ty\n");
    assertThat(table.render()).isEqualTo("a-very-long-first-cell  x\nplain\nb           y\n");
  }

  @Test
  void writesNothingForNothing() {
    assertThat(new TextTable().render()).isEmpty();
  }
}
