package dev.kapok.cli.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.sys.json.Json;
import org.junit.jupiter.api.Test;

class TemplateTest {
  private static final Object DATA =
      Json.parseObject(
          """
          {"Id": "abc", "Name": "web", "Pid": 7, "Ratio": 1.5, "Up": true, "Nothing": null,
           "Empty": "", "State": {"Status": "running", "Code": 0},
           "Names": ["a", "b", "c"], "None": [],
           "Labels": {"k": "v", "dotted.key": "x"},
           "Mounts": [{"Source": "/s", "RW": true}, {"Source": "/t", "RW": false}]}
          """);

  private static String render(String template) {
    return Template.parse("test", template).render(DATA);
  }

  @Test
  void writesFieldsAndText() {
    assertThat(render("{{.Name}}: {{.State.Status}} {{ .Pid }}")).isEqualTo("web: running 7");
    assertThat(render("{{$.Name}} {{.ID}} {{.Id}}")).isEqualTo("web abc abc");
    assertThat(render("no action")).isEqualTo("no action");
  }

  @Test
  void printsValuesAsGoDoes() {
    assertThat(render("{{.Names}} {{.None}} {{.Nothing}} {{.Up}} {{.Ratio}}"))
        .isEqualTo("[a b c] [] <no value> true 1.5");
    assertThat(render("{{.Labels}}")).isEqualTo("map[dotted.key:x k:v]");
  }

  @Test
  void choosesByTruth() {
    assertThat(render("{{if .Up}}yes{{else}}no{{end}}")).isEqualTo("yes");
    assertThat(render("{{if .Empty}}1{{else if .Nothing}}2{{else if .Pid}}3{{else}}4{{end}}"))
        .isEqualTo("3");
    assertThat(render("{{with .State}}{{.Status}}{{end}}{{with .Empty}}x{{else}}-{{end}}"))
        .isEqualTo("running-");
    assertThat(render("{{if and .Up (eq .Pid 7)}}both{{end}}{{if or .Empty .Name}}one{{end}}"))
        .isEqualTo("bothone");
    assertThat(render("{{with $x := .Name}}{{$x}}{{end}}")).isEqualTo("web");
  }

  @Test
  void rangesOverListsMapsAndNumbers() {
    assertThat(render("{{range .Names}}<{{.}}>{{end}}")).isEqualTo("<a><b><c>");
    assertThat(render("{{range $i, $n := .Names}}{{$i}}{{$n}} {{end}}")).isEqualTo("0a 1b 2c ");
    assertThat(render("{{range $k, $v := .Labels}}{{$k}}={{$v}};{{end}}"))
        .isEqualTo("dotted.key=x;k=v;");
    assertThat(render("{{range .None}}x{{else}}none{{end}}")).isEqualTo("none");
    assertThat(render("{{range .Nothing}}x{{else}}nil{{end}}")).isEqualTo("nil");
    assertThat(render("{{range .Mounts}}{{if .RW}}{{.Source}} {{$.Name}}{{end}}{{end}}"))
        .isEqualTo("/s web");
    assertThat(render("{{range .Names}}{{if eq . \"b\"}}{{continue}}{{end}}{{.}}{{end}}"))
        .isEqualTo("ac");
    assertThat(render("{{range .Names}}{{if eq . \"b\"}}{{break}}{{end}}{{.}}{{end}}"))
        .isEqualTo("a");
    assertThat(render("{{range 3}}{{.}}{{end}}")).isEqualTo("012");
  }

  @Test
  void keepsVariables() {
    assertThat(render("{{$n := .Pid}}{{if .Up}}{{$n = 9}}{{end}}{{$n}}")).isEqualTo("9");
    assertThat(render("{{$s := \"\"}}{{range .Names}}{{$s = .}}{{end}}{{$s}}")).isEqualTo("c");
  }

  @Test
  void compares() {
    assertThat(render("{{eq .Name \"x\" \"web\"}} {{ne .Pid 7}} {{lt 1 2}} {{ge 2 2}}"))
        .isEqualTo("true false true true");
    assertThat(render("{{gt \"b\" \"a\"}} {{le 2.5 2}} {{eq .Up true}}"))
        .isEqualTo("true false true");
    assertThatThrownBy(() -> render("{{eq .Name 3}}"))
        .isInstanceOf(TemplateException.class)
        .hasMessage(
            "template: test:1:2: executing \"test\" at <eq .Name 3>: "
                + "error calling eq: incompatible types for comparison");
  }

  @Test
  void callsFunctions() {
    assertThat(render("{{json .Labels}}")).isEqualTo("{\"k\":\"v\",\"dotted.key\":\"x\"}");
    assertThat(render("{{.Names | json}} {{join .Names \", \"}}"))
        .isEqualTo("[\"a\",\"b\",\"c\"] a, b, c");
    assertThat(render("{{len .Names}} {{len .Name}} {{len .Labels}} {{len .Nothing}}"))
        .isEqualTo("3 3 2 0");
    assertThat(render("{{index .Names 1}} {{index .Labels \"dotted.key\"}}")).isEqualTo("b x");
    assertThat(render("[{{index .Labels \"nope\"}}]")).isEqualTo("[]");
    assertThat(render("{{index .Mounts 1 \"Source\"}}")).isEqualTo("/t");
    assertThat(render("{{(index .Mounts 0).Source}}")).isEqualTo("/s");
    assertThat(render("{{slice .Name 1}} {{slice .Names 0 2}}")).isEqualTo("eb [a b]");
    assertThat(render("{{upper .Name}} {{lower \"AbC\"}} {{title \"two words\"}}"))
        .isEqualTo("WEB abc Two Words");
    assertThat(render("{{range split \"a-b\" \"-\"}}{{.}} {{end}}")).isEqualTo("a b ");
    assertThat(render("{{not .Up}} {{print 1 2 \"x\" 3}}")).isEqualTo("false 1 2x3");
    assertThat(render("{{println 1 \"x\"}}")).isEqualTo("1 x\n");
    assertThat(render("{{truncate .Name 2}}|{{pad .Name 1 2}}|")).isEqualTo("we| web  |");
  }

  @Test
  void formats() {
    assertThat(render("{{printf \"%s-%d %v %q\" .Name .Pid .Names .Empty}}"))
        .isEqualTo("web-7 [a b c] \"\"");
    assertThat(render("{{printf \"%5d|%-5s|%05d|%.2f|%x|%t\" 42 .Name 42 1.239 255 true}}"))
        .isEqualTo("   42|web  |00042|1.24|ff|true");
    assertThat(render("{{.Pid | printf \"%03d%%\"}}")).isEqualTo("007%");
    assertThat(render("{{printf \"%d\" .Name}}")).isEqualTo("%!d(string=web)");
    assertThat(render("{{printf \"%s\"}}")).isEqualTo("%!s(MISSING)");
    assertThat(render("{{printf \"x\" 1}}")).isEqualTo("x%!(EXTRA int=1)");
  }

  @Test
  void trimsAndSkipsComments() {
    assertThat(render("a {{- .Name -}} b")).isEqualTo("awebb");
    assertThat(render("a {{/* hidden */}} b")).isEqualTo("a  b");
    assertThat(render("a {{- /* hidden */ -}} b")).isEqualTo("ab");
    assertThat(render("{{\"\\t\\u00e4\\x41\"}}{{`raw\\n`}}{{'a'}}"))
        .isEqualTo("\täArawn97".replace("rawn", "raw\\n"));
  }

  @Test
  void keysOfDictionariesMayBeMissing() {
    assertThat(render("{{.Labels.k}} {{.Labels.missing}}")).isEqualTo("v <no value>");
  }

  @Test
  void ignoresCaseWhereAsked() {
    assertThat(Template.parse("t", "{{.name}} {{.STATE.status}}").ignoringCase().render(DATA))
        .isEqualTo("web running");
  }

  @Test
  void namesUnknownFields() {
    assertThatThrownBy(() -> render("{{.State.Nope}}"))
        .hasMessage(
            "template: test:1:2: executing \"test\" at <.State.Nope>: "
                + "can't evaluate field Nope in type struct");
    assertThatThrownBy(() -> render("{{.Name.x}}"))
        .hasMessageContaining("can't evaluate field x in type string");
    assertThatThrownBy(() -> render("{{.Nothing.x}}")).hasMessageContaining("nil pointer");
    assertThatThrownBy(() -> render("{{.name}}")).hasMessageContaining("can't evaluate field name");
  }

  @Test
  void refusesWhatItCannotRead() {
    assertParseError("{{.Name", "unclosed action");
    assertParseError("{{if .Name}}x", "unexpected EOF");
    assertParseError("{{end}}", "unexpected {{end}}");
    assertParseError("{{else}}", "unexpected {{else}}");
    assertParseError("{{}}", "missing value for command");
    assertParseError("{{if}}{{end}}", "missing value for if");
    assertParseError("{{foo .Name}}", "function \"foo\" not defined");
    assertParseError("{{$x}}", "undefined variable \"$x\"");
    assertParseError("{{range $x := .Names}}{{end}}{{$x}}", "undefined variable");
    assertParseError("{{\"abc}}", "unterminated quoted string");
    assertParseError("{{(.Name}}", "unclosed left paren");
    assertParseError("{{.Name)}}", "unexpected \")\" in command");
    assertParseError("{{.Name | .Id}}", "can't give argument to non-function .Id");
    assertParseError("{{/* x }}", "unclosed comment");
    assertParseError("{{break}}", "outside {{range}}");
    assertParseError("{{define \"x\"}}{{end}}", "not supported");
    assertParseError("{{#}}", "unexpected \"#\"");
    assertParseError("{{12z}}", "bad number syntax");
    assertParseError("{{\"\\q\"}}", "invalid escape");
    assertParseError("a\nb{{foo}}", "template: test:2: function");
  }

  private static void assertParseError(String template, String message) {
    assertThatThrownBy(() -> Template.parse("test", template))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesWrongArguments() {
    assertThatThrownBy(() -> render("{{index .Names 9}}"))
        .hasMessageContaining("index out of range: 9");
    assertThatThrownBy(() -> render("{{len 3}}")).hasMessageContaining("len of type int");
    assertThatThrownBy(() -> render("{{lower 3}}")).hasMessageContaining("expected string");
    assertThatThrownBy(() -> render("{{join .Name \",\"}}")).hasMessageContaining("[]string");
    assertThatThrownBy(() -> render("{{range .Name}}{{end}}"))
        .hasMessageContaining("range can't iterate over web");
    assertThatThrownBy(() -> render("{{lt 1}}")).hasMessageContaining("wrong number of args");
  }

  @Test
  void refusesDeepNesting() {
    assertParseError("{{if .Up}}".repeat(101) + "{{end}}".repeat(101), "nested too deeply");
    assertParseError("{{" + "(".repeat(101) + ".Up" + ")".repeat(101) + "}}", "too deeply");
    assertParseError("{{if .Up}}" + "{{else if .Up}}".repeat(200) + "{{end}}", "too deeply");
  }

  @Test
  void endsRunawayOutput() {
    String nested = "{{range 9999}}".repeat(5) + "{{print \"" + "x".repeat(5000) + "\"}}";
    assertThatThrownBy(() -> render(nested + "{{end}}".repeat(5)))
        .hasMessageContaining("the output is too long");
  }
}
