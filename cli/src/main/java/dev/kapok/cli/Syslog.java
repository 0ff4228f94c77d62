package dev.kapok.cli;

import dev.kapok.sys.Sockets;
import dev.kapok.sys.SyscallException;
import java.nio.charset.StandardCharsets;

/**
 * Copies what this command says about itself to the host's log daemon (syslog(3)), as messages of a
 * user's program: errors as such, anything else as information.
 */
final class Syslog {
  private static final String DAEMON = "/dev/log";
  private static final int USER = 1 << 3;
  private static final int ERROR = 3;
  private static final int INFO = 6;

  /** Daemons cut what is longer than this, or drop it. */
  private static final int LONGEST = 8000;

  private final Sockets sockets;
  private final int pid;

  Syslog(Sockets sockets, int pid) {
    this.sockets = sockets;
    this.pid = pid;
  }

  /**
   * Sends each line of a text as a message of its own.
   *
   * @throws SyscallException where no daemon takes it
   */
  void send(String text) {
    int begin = 0;
    while (begin < text.length()) {
      int end = text.indexOf('\n', begin);
      int stop = end < 0 ? text.length() : end;
      if (stop > begin) {
        sendLine(text.substring(begin, stop));
      }
      begin = stop + 1;
    }
  }

  private void sendLine(String line) {
    boolean isError = line.startsWith("Error: ");
    String cut = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    String message = "<" + (USER | (isError ? ERROR : INFO)) + ">kapok[" + pid + "]: " + cut;
    sockets.notify(DAEMON, message.getBytes(StandardCharsets.UTF_8));
  }
}
