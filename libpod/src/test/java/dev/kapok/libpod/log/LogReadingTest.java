package dev.kapok.libpod.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.libpod.LogSink;
import dev.kapok.sys.TestKernel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReadingTest {
  private static final String LOG =
      """
      2026-01-02T03:04:05.000000001+00:00 stdout F one
      2026-01-02T03:04:06.000000001+00:00 stdout P two
      2026-01-02T03:04:06.000000002+00:00 stderr F oops
      2026-01-02T03:04:07.000000001+00:00 stdout F  and a half
      2026-01-02T03:04:08.000000001+00:00 stdout F\s
      no line of conmon's
      2026-01-02T03:04:09.000000001+00:00 stdout F three
      """;

  @TempDir Path folder;

  /** Collects what is printed, by stream. */
  private static final class Collector implements LogSink {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Override
    public void write(int stream, byte[] bytes, int offset, int length) {
      (stream == STDOUT ? out : err).write(bytes, offset, length);
    }

    String out() {
      return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
      return err.toString(StandardCharsets.UTF_8);
    }
  }

  private static Collector print(
      String log, int chunk, long since, long until, long skip, boolean timestamps) {
    Collector collector = new Collector();
    LinePrinter printer = new LinePrinter(collector, since, until, skip, timestamps);
    LogParser parser = new LogParser(printer);
    byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i += chunk) {
      byte[] part = new byte[Math.min(chunk, bytes.length - i)];
      System.arraycopy(bytes, i, part, 0, part.length);
      parser.feed(part, part.length);
    }
    printer.flush();
    return collector;
  }

  @Test
  void joinsPartsAndSplitsStreamsHoweverTheBytesCome() {
    for (int chunk : new int[] {1, 7, 4096}) {
      Collector printed = print(LOG, chunk, 0, 0, 0, false);
      assertThat(printed.out()).isEqualTo("one\ntwo and a half\n\nthree\n");
      assertThat(printed.err()).isEqualTo("oops\n");
    }
  }

  @Test
  void printsTimesOncePerLine() {
    assertThat(print(LOG, 4096, 0, 0, 0, true).out())
        .startsWith(
            "2026-01-02T03:04:05.000000001+00:00 one\n2026-01-02T03:04:06.000000001+00:00 two and"
                + " a half\n");
  }

  @Test
  void skipsWholeLines() {
    assertThat(print(LOG, 4096, 0, 0, 3, false).out()).isEqualTo("\nthree\n");
  }

  @Test
  void keepsToABeginningAndAnEnd() {
    byte[] time = "2026-01-02T03:04:08Z".getBytes(StandardCharsets.UTF_8);
    long middle = LogTime.parse(time, time.length);

    assertThat(print(LOG, 4096, middle, 0, 0, false).out()).isEqualTo("\nthree\n");
    assertThat(print(LOG, 4096, 0, middle, 0, false).out()).isEqualTo("one\ntwo and a half\n");
  }

  @Test
  void countsAnUnfinishedLine() {
    LineCounter counter = new LineCounter(0, 0);
    String log = LOG + "2026-01-02T03:04:10.000000001+00:00 stdout P wait";
    byte[] bytes = (log + "\n").getBytes(StandardCharsets.UTF_8);
    new LogParser(counter).feed(bytes, bytes.length);

    assertThat(counter.count()).isEqualTo(6);
  }

  @Test
  void survivesBytesThatAreNoLog() {
    assertThat(print("\n\n \n   \n\0\0\0\n" + "x".repeat(100_000) + "\n", 10, 0, 0, 0, true).out())
        .isEmpty();
  }

  @Test
  void readsOnInTheFileThatReplacesAFullOne() throws IOException {
    Path log = folder.resolve("ctr.log");
    Files.writeString(log, "2026-01-02T03:04:05.1+00:00 stdout F old\n");
    Collector collector = new Collector();
    LinePrinter printer = new LinePrinter(collector, 0, 0, 0, false);
    LogParser parser = new LogParser(printer);
    try (LogFile file = new LogFile(TestKernel.get(), log.toString())) {
      assertThat(file.read(parser)).isTrue();
      Path fresh =
          Files.writeString(folder.resolve("new"), "2026-01-02T03:04:06.1+00:00 stdout F new\n");
      Files.move(fresh, log, StandardCopyOption.REPLACE_EXISTING);
      file.read(parser);
    }
    printer.flush();

    assertThat(collector.out()).isEqualTo("old\nnew\n");
  }

  @Test
  void hasNothingToReadWhereThereIsNoFile() {
    try (LogFile file = new LogFile(TestKernel.get(), folder + "/none")) {
      assertThat(file.read(new LogParser(new LineCounter(0, 0)))).isFalse();
    }
  }
}
