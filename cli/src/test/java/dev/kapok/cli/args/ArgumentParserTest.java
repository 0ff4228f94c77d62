package dev.kapok.cli.args;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentParserTest {
  private static final List<Option> OWN =
      List.of(
          Option.flag("all", 'a', ""),
          Option.flag("quiet", 'q', ""),
          Option.text("name", "string", ""),
          Option.list("env", 'e', "stringArray", ""),
          Option.commaList("cap-add", "strings", ""),
          Option.number("time", 't', ""));
  private static final List<Option> SHARED = List.of(Option.text("root", "string", ""));
  private final Arguments globals = new Arguments();

  private Arguments parse(String... words) {
    return new ArgumentParser(OWN, SHARED, globals, true).parse(List.of(words), 0);
  }

  @Test
  void readsLongOptions() {
    Arguments arguments = parse("--name", "x", "--env=A=1", "--env", "B", "--all", "word");
    assertThat(arguments.text("name")).isEqualTo("x");
    assertThat(arguments.list("env")).containsExactly("A=1", "B");
    assertThat(arguments.flag("all")).isTrue();
    assertThat(arguments.words()).containsExactly("word");
  }

  @Test
  void readsLetters() {
    Arguments arguments = parse("-aqeA=1", "-t", "5", "-e=B", "-t=7");
    assertThat(arguments.flag("all")).isTrue();
    assertThat(arguments.flag("quiet")).isTrue();
    assertThat(arguments.list("env")).containsExactly("A=1", "B");
    assertThat(arguments.number("time", 0)).isEqualTo(7);
  }

  @Test
  void flagsTakeTheirValueOnlyAfterAnEqualsSign() {
    Arguments arguments = parse("--all=false", "--quiet", "false");
    assertThat(arguments.flag("all", true)).isFalse();
    assertThat(arguments.flag("quiet")).isTrue();
    assertThat(arguments.words()).containsExactly("false");
  }

  @Test
  void splitsAtCommas() {
    assertThat(parse("--cap-add", "a,b", "--cap-add=c").list("cap-add"))
        .containsExactly("a", "b", "c");
    assertThat(parse("--cap-add", "\"a,b\",\"say \"\"x\"\"\"").list("cap-add"))
        .containsExactly("a,b", "say \"x\"");
    Arguments empty = parse("--cap-add=");
    assertThat(empty.list("cap-add")).isEmpty();
    assertThat(empty.given("cap-add")).isTrue();
  }

  @Test
  void endsAtTwoDashes() {
    assertThat(parse("a", "--", "--all", "-x").words()).containsExactly("a", "--all", "-x");
    assertThat(parse("-").words()).containsExactly("-");
  }

  @Test
  void leavesWrappedCommandsAlone() {
    Arguments arguments =
        new ArgumentParser(OWN, SHARED, globals, false)
            .parse(List.of("-a", "image", "ls", "-q", "--root"), 0);
    assertThat(arguments.flag("all")).isTrue();
    assertThat(arguments.words()).containsExactly("image", "ls", "-q", "--root");
  }

  @Test
  void sharedOptionsStandAnywhere() {
    parse("--root", "/r");
    assertThat(globals.text("root")).isEqualTo("/r");
  }

  @Test
  void refusesUnknownOptions() {
    assertThatThrownBy(() -> parse("--nope=1"))
        .isInstanceOf(UnknownOptionException.class)
        .hasMessage("unknown flag: --nope");
    assertThatThrownBy(() -> parse("-ax"))
        .isInstanceOf(UnknownOptionException.class)
        .hasMessage("unknown shorthand flag: 'x' in -ax");
    assertThatThrownBy(() -> parse("--=x")).isInstanceOf(UnknownOptionException.class);
  }

  @Test
  void refusesMissingAndBadValues() {
    assertThatThrownBy(() -> parse("--name")).hasMessage("flag needs an argument: --name");
    assertThatThrownBy(() -> parse("-ae")).hasMessage("flag needs an argument: 'e' in -ae");
    assertThatThrownBy(() -> parse("--all=maybe"))
        .hasMessage("invalid argument \"maybe\" for \"-a, --all\" flag: not true or false");
    assertThatThrownBy(() -> parse("-t", "x")).hasMessageContaining("not a whole number");
    assertThatThrownBy(() -> parse("--cap-add", "\"a")).hasMessageContaining("not closed");
  }
}
