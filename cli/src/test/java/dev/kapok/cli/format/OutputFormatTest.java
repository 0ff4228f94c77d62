package dev.kapok.cli.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputFormatTest {
  private static final Map<String, Object> HEADINGS =
      Map.of("ID", "CONTAINER ID", "Names", "NAMES");
  private static final List<Map<String, Object>> ROWS =
      List.of(Map.of("ID", "1", "Names", "one"), Map.of("ID", "22", "Names", "two"));

  private static String render(String format) {
    return new OutputFormat("ps", format).render(HEADINGS, ROWS, false);
  }

  @Test
  void writesATableWithHeadings() {
    assertThat(render("table {{.ID}}\\t{{.Names}}"))
        .isEqualTo("CONTAINER ID  NAMES\n1             one\n22            two\n");
    assertThat(new OutputFormat("ps", "table {{.ID}}").render(HEADINGS, ROWS, true))
        .isEqualTo("1\n22\n");
  }

  @Test
  void beginsAColumnAtABlank() {
    assertThat(render("table {{.ID}} {{ .Names }}"))
        .isEqualTo("CONTAINER ID  NAMES\n1             one\n22            two\n");
    assertThat(OutputFormat.ownTable("table")).isNull();
    assertThat(OutputFormat.ownTable("json")).isEqualTo("json");
  }

  @Test
  void writesPlainRows() {
    assertThat(render("{{.ID}} {{.Names}}")).isEqualTo("1 one\n22 two\n");
    assertThat(render("{{.ID}}\\n{{.Names}}")).isEqualTo("1\none\n22\ntwo\n");
    assertThat(render("{{range .}}{{.ID}},{{end}}")).isEqualTo("1,22,\n");
  }

  @Test
  void namesUnknownFields() {
    assertThatThrownBy(() -> render("table {{.Nope}}")).isInstanceOf(TemplateException.class);
  }
}
