package dev.kapok.libpod.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.libpod.KapokException;
import org.junit.jupiter.api.Test;

class RuntimeLogTest {
  @Test
  void findsTheLastError() {
    String log =
        """
        {"level":"warning","msg":"signal: killed","time":"now"}
        {"level":"error","msg":"first","time":"now"}
        {"level":"error","msg":"exec: \\"x\\": not there","time":"now"}
        {"level":"warning","msg":"bye","time":"now"}
        """;

    assertThat(RuntimeLog.lastError(log)).isEqualTo("exec: \"x\": not there");
  }

  @Test
  void takesPlainTextAsItIs() {
    assertThat(RuntimeLog.lastError("\n  it broke \n\n")).isEqualTo("it broke");
    assertThat(RuntimeLog.lastError("{not json")).isEqualTo("{not json");
    assertThat(RuntimeLog.lastError("")).isEmpty();
  }

  @Test
  void tellsWhatExitCodeAnErrorMeans() {
    assertKind(
        "exec: \"nosuch\": executable file not found in $PATH",
        KapokException.Kind.COMMAND_NOT_FOUND);
    assertKind(
        "exec: \"/x\": stat /x: no such file or directory", KapokException.Kind.COMMAND_NOT_FOUND);
    assertKind("exec: \"/etc\": permission denied", KapokException.Kind.COMMAND_NOT_EXECUTABLE);
    assertKind("exec: \"/etc\": is a directory", KapokException.Kind.COMMAND_NOT_EXECUTABLE);
    assertKind("cgroups in hybrid mode not supported", KapokException.Kind.START_FAILED);
  }

  private static void assertKind(String message, KapokException.Kind kind) {
    assertThat(RuntimeLog.failure("runc", message).kind()).isEqualTo(kind);
  }
}
