package dev.kapok.cli.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.libpod.LogSink;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LabelledLogTest {
  private static final String ID = "0123456789abcdef";

  private final StringBuilder seen = new StringBuilder();
  private final LogSink next =
      (stream, bytes, offset, length) ->
          seen.append(stream)
              .append(':')
              .append(new String(bytes, offset, length, StandardCharsets.UTF_8));

  private LabelledLog log(boolean labelled, boolean byName, int color) {
    LabelledLog log = new LabelledLog(next, labelled, byName, color);
    log.begin(ID, "web");
    return log;
  }

  private static void write(LogSink log, int stream, String text) {
    byte[] bytes = ("..." + text).getBytes(StandardCharsets.UTF_8);
    log.write(stream, bytes, 3, bytes.length - 3);
  }

  @Test
  void putsIdOrNameInFrontOfEachLine() {
    write(log(true, false, -1), LogSink.STDOUT, "a\nb\n");
    write(log(true, true, -1), LogSink.STDERR, "c\n");
    assertThat(seen.toString()).isEqualTo("1:0123456789ab a\n1:0123456789ab b\n2:web c\n");
  }

  @Test
  void holdsLinesBackUntilTheyAreWhole() {
    LabelledLog log = log(true, true, -1);
    write(log, LogSink.STDOUT, "one ");
    write(log, LogSink.STDERR, "error\n");
    write(log, LogSink.STDOUT, "line\nrest");
    assertThat(seen.toString()).isEqualTo("2:web error\n1:web one line\n");
    log.end();
    assertThat(seen.toString()).endsWith("1:web rest\n");
  }

  @Test
  void paintsLinesInTheColourOfTheirContainer() {
    write(log(false, true, 1), LogSink.STDOUT, "a\n");
    write(log(true, true, 8), LogSink.STDOUT, "b\n");
    assertThat(seen.toString()).isEqualTo("1:\033[31ma\033[0m\n1:\033[31mweb b\033[0m\n");
  }
}
