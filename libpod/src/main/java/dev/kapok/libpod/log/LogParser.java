package dev.kapok.libpod.log;

/**
 * Takes a log file apart while its bytes come in, chunk by chunk. Only the head of a line is ever
 * kept; the text is handed on as it comes.
 */
public final class LogParser {
  /** Time, stream and flag take less. */
  private static final int MAX_HEAD = 128;

  private final LogListener listener;
  private final byte[] head = new byte[MAX_HEAD];
  private int headLength;
  private int spaces;
  private boolean inText;
  private boolean wanted;

  /** Tells this listener. */
  public LogParser(LogListener listener) {
    this.listener = listener;
  }

  /** Takes the next bytes of the file. */
  public void feed(byte[] bytes, int length) {
    int at = 0;
    while (at < length) {
      at = inText ? text(bytes, at, length) : head(bytes, at, length);
    }
  }

  private int head(byte[] bytes, int from, int length) {
    for (int i = from; i < length; i++) {
      byte b = bytes[i];
      if (b == '\n') {
        // No line of conmon's: it is left out.
        reset();
        return i + 1;
      }
      if (b == ' ' && ++spaces == 3) {
        inText = true;
        wanted = begin();
        return i + 1;
      }
      if (headLength < MAX_HEAD) {
        head[headLength++] = b;
      }
    }
    return length;
  }

  private int text(byte[] bytes, int from, int length) {
    int end = from;
    while (end < length && bytes[end] != '\n') {
      end++;
    }
    if (wanted && end > from) {
      listener.text(bytes, from, end - from);
    }
    if (end == length) {
      return length;
    }
    if (wanted) {
      listener.end(head[headLength - 1] == 'F');
    }
    reset();
    return end + 1;
  }

  private void reset() {
    headLength = 0;
    spaces = 0;
    inText = false;
  }

  private boolean begin() {
    int space = 0;
    while (space < headLength && head[space] != ' ') {
      space++;
    }
    long time = LogTime.parse(head, space);
    boolean error = headLength > space + 4 && head[space + 4] == 'e';
    return time >= 0 && listener.begin(time, head, space, error);
  }
}
