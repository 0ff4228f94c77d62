package dev.kapok.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kapok.cli.args.UsageException;
import org.junit.jupiter.api.Test;

class EngineLogTest {
  private final RecordingConsole console = new RecordingConsole();

  private String said(String level) {
    console.err.setLength(0);
    EngineLog log = new EngineLog(console, level);
    log.info("a \"b\"\nc\\");
    log.debug("detail");
    return console.err.toString().replaceAll("time=\"[0-9-]{10}T[0-9:]{8}Z\"", "T");
  }

  @Test
  void saysWhatTheLevelWants() {
    String info = "T level=info msg=\"a \\\"b\\\"\\nc\\\\\"\n";
    assertThat(said("info")).isEqualTo(info);
    assertThat(said("debug")).isEqualTo(info + "T level=debug msg=\"detail\"\n");
    assertThat(said("TRACE")).isEqualTo(said("debug"));
    for (String quiet : new String[] {"warn", "warning", "error", "fatal", "panic"}) {
      assertThat(said(quiet)).isEmpty();
    }
  }

  @Test
  void refusesOtherLevels() {
    assertThatThrownBy(() -> new EngineLog(console, "bogus"))
        .isInstanceOf(UsageException.class)
        .hasMessageStartingWith("log level \"bogus\" is not supported, choose from: trace, debug,");
  }
}
