package dev.kapok.image.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/**
 * Finds out by one message whether a server speaks TLS, without any of the keys that the JDK makes
 * for a real handshake: these take longer than all else that happens before a pull.
 *
 * <p>The message is a hello of TLS 1.2 (RFC 5246, section 7.4.1.2), which every server of TLS
 * answers by a record, be it an alert. The place of its random bytes holds the end of a line and an
 * empty line, so that a server of HTTP sees a request, which it refuses by a sentence.
 */
final class TlsProbe {
  private static final int HANDSHAKE = 22;
  private static final int ALERT = 21;
  private static final int RANDOM_LENGTH = 32;

  private static final String LINES = "\r\n\r\n";

  /** Suites with AES-GCM and ECDHE; no compression. */
  private static final byte[] SUITES = {0, 8, -64, 43, -64, 47, -64, 44, -64, 48, 1, 0};

  /** The extensions: P-256, uncompressed points, signatures by SHA-256 with ECDSA, PSS and RSA. */
  private static final byte[] EXTENSIONS = {
    0, 24, 0, 10, 0, 4, 0, 2, 0, 23, 0, 11, 0, 2, 1, 0, 0, 13, 0, 8, 0, 6, 4, 3, 8, 4, 4, 1,
  };

  private TlsProbe() {}

  /** What a server's first byte says. */
  enum Answer {
    TLS,
    /** An answer that is none of TLS. */
    OTHER,
    /** It hung up, which servers of both kinds may do. */
    NONE
  }

  /**
   * Asks a server.
   *
   * @param timeout for the connection, then for the answer
   * @throws java.net.SocketTimeoutException where neither came in time
   * @throws IOException where there is no such server
   */
  static Answer ask(String host, int port, Duration timeout) throws IOException {
    int milliseconds = Math.toIntExact(timeout.toMillis());
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), milliseconds);
      socket.setSoTimeout(milliseconds);
      socket.getOutputStream().write(hello());
      return switch (socket.getInputStream().read()) {
        case HANDSHAKE, ALERT -> Answer.TLS;
        case -1 -> Answer.NONE;
        default -> Answer.OTHER;
      };
    }
  }

  private static byte[] hello() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(3); // TLS 1.2
    body.write(3);
    for (int i = 0; i < RANDOM_LENGTH; i++) {
      body.write(LINES.charAt(i % LINES.length()));
    }
    body.write(0); // no session to go on with
    body.writeBytes(SUITES);
    body.writeBytes(EXTENSIONS);
    return framed(new byte[] {HANDSHAKE, 3, 1}, framed(new byte[] {1, 0}, body.toByteArray()));
  }

  /** Puts a length of two bytes between a head and a body. */
  private static byte[] framed(byte[] head, byte[] body) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(head);
    frame.write(body.length >>> 8);
    frame.write(body.length);
    frame.writeBytes(body);
    return frame.toByteArray();
  }
}
