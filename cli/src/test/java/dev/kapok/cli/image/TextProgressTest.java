package dev.kapok.cli.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kapok.cli.command.Console;
import dev.kapok.storage.Digest;
import org.junit.jupiter.api.Test;

class TextProgressTest {
  private static final Digest BLOB = Digest.parse("sha256:" + "a".repeat(64));

  private final StringBuilder lines = new StringBuilder();
  private final StringBuilder shown = new StringBuilder();

  private final Console console =
      new Console() {
        @Override
        public void out(String text) {
          throw new AssertionError("standard output is for ids: " + text);
        }

        @Override
        public void err(String text) {
          lines.append(text);
        }

        @Override
        public void progress(String text) {
          shown.append(text);
        }

        @Override
        public void raw(boolean error, byte[] bytes, int offset, int length) {
          throw new AssertionError("there is no container");
        }

        @Override
        public void flush() {}
      };

  private void transfer(boolean terminal) {
    TextProgress progress = new TextProgress(console, terminal);
    progress.begin(BLOB, 4 << 20);
    for (int i = 0; i < 4; i++) {
      progress.advance(BLOB, 1 << 20);
    }
    progress.end(BLOB, false);
    progress.note("left out");
  }

  @Test
  void whatCountsAtATerminalIsForTheEyeOnly() {
    transfer(true);
    assertThat(shown.toString()).startsWith("\r\u001b[K1 blobs, ").endsWith("\r\u001b[K");
    assertThat(lines.toString()).isEqualTo("Copying blob aaaaaaaaaaaa done\nleft out\n");
  }

  @Test
  void countsNothingElsewhere() {
    transfer(false);
    assertThat(shown).isEmpty();
    assertThat(lines.toString()).isEqualTo("Copying blob aaaaaaaaaaaa done\nleft out\n");
  }
}
