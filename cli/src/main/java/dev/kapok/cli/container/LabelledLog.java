package dev.kapok.cli.container;

import dev.kapok.libpod.LogSink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Tells the logs of several containers apart: by the id or the name in front of each line, or by a
 * colour. A line is passed on when it is whole.
 */
final class LabelledLog implements LogSink {
  private static final int SHORT_ID = 12;

  /** White, red, yellow, blue, magenta, cyan, green (ECMA-48), in podman's order. */
  private static final String[] COLORS = {"37", "31", "33", "34", "35", "36", "32"};

  private final LogSink next;
  private final boolean labelled;
  private final boolean byName;
  private final int color;
  private final ByteArrayOutputStream[] lines = {
    new ByteArrayOutputStream(), new ByteArrayOutputStream()
  };
  private byte[] head = new byte[0];
  private byte[] tail = new byte[0];

  /**
   * Passes lines on.
   *
   * @param labelled whether lines begin with whose they are
   * @param byName whether that is a name, not an id
   * @param color the container's number, for a colour of its own; −1 for none
   */
  LabelledLog(LogSink next, boolean labelled, boolean byName, int color) {
    this.next = next;
    this.labelled = labelled;
    this.byName = byName;
    this.color = color;
  }

  @Override
  public void begin(String id, String name) {
    String label = labelled ? (byName ? name : id.substring(0, SHORT_ID)) + " " : "";
    String start = color < 0 ? "" : "\033[" + COLORS[color % COLORS.length] + "m";
    head = (start + label).getBytes(StandardCharsets.UTF_8);
    tail = (color < 0 ? "\n" : "\033[0m\n").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void write(int stream, byte[] bytes, int offset, int length) {
    ByteArrayOutputStream line = lines[stream - STDOUT];
    int from = offset;
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n') {
        line.write(bytes, from, i - from);
        pass(stream, line);
        from = i + 1;
      }
    }
    line.write(bytes, from, offset + length - from);
  }

  @Override
  public void end() {
    for (int stream = STDOUT; stream <= STDERR; stream++) {
      if (lines[stream - STDOUT].size() > 0) {
        pass(stream, lines[stream - STDOUT]);
      }
    }
  }

  private void pass(int stream, ByteArrayOutputStream line) {
    ByteArrayOutputStream whole =
        new ByteArrayOutputStream(head.length + line.size() + tail.length);
    whole.write(head, 0, head.length);
    whole.write(line.toByteArray(), 0, line.size());
    whole.write(tail, 0, tail.length);
    line.reset();
    next.write(stream, whole.toByteArray(), 0, whole.size());
  }
}
