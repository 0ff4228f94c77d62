package dev.kapok.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the image that {@link Training} pushes and pulls, in memory, at a port of the loopback.
 *
 * <p>It speaks as much of HTTP and of the distribution specification as these two need, believes
 * what it is told, and hangs up on TLS, so that the client falls back.
 */
final class TrainingRegistry implements AutoCloseable {
  private static final int TLS_HANDSHAKE = 0x16;
  private static final String UPLOAD = "/v2/training/blobs/uploads/";

  private final ServerSocket server;

  /** What was sent, by the end of its path: {@code manifests/latest}, {@code blobs/sha256:…}. */
  private final Map<String, byte[]> content = new ConcurrentHashMap<>();

  private int uploads;

  TrainingRegistry() throws IOException {
    server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** Returns what stands in front of an image's name. */
  String place() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "training-registry");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        start(() -> serve(socket));
      }
    } catch (IOException _) {
      // It was closed.
    }
  }

  private void serve(Socket socket) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream())) {
      in.mark(1);
      int first = in.read();
      in.reset();
      for (boolean more = first != TLS_HANDSHAKE; more; ) {
        more = answer(in, socket.getOutputStream());
      }
    } catch (IOException _) {
      // The client has gone.
    }
  }

  private boolean answer(InputStream in, OutputStream out) throws IOException {
    String request = line(in);
    if (request.isEmpty()) {
      return false;
    }
    String[] words = request.split(" ", -1);
    reply(out, words[0], words[1], body(in));
    return true;
  }

  private static byte[] body(InputStream in) throws IOException {
    int length = 0;
    boolean chunked = false;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring("content-length:".length()).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:");
    }
    return chunked ? chunks(in) : in.readNBytes(length);
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int length;
    do {
      length = Integer.parseInt(line(in), 16);
      all.writeBytes(in.readNBytes(length));
      line(in);
    } while (length > 0);
    return all.toByteArray();
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        if (line.size() > 0) {
          throw new EOFException("a line was cut off");
        }
        return "";
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.US_ASCII).strip();
  }

  private void reply(OutputStream out, String method, String path, byte[] body) throws IOException {
    switch (method) {
      case "POST" -> send(out, 202, "Location: " + UPLOAD + next(), 0);
      case "PATCH" -> {
        content.put(path, body);
        send(out, 202, "Location: " + path, 0);
      }
      case "PUT" -> {
        put(path, body);
        send(out, 201, "Location: /v2/", 0);
      }
      default -> {
        byte[] found = path.equals("/v2/") ? body : content.get(end(path));
        send(
            out,
            found == null ? 404 : 200,
            "Accept-Ranges: none",
            found == null ? 0 : found.length);
        if (found != null && method.equals("GET")) {
          out.write(found);
        }
      }
    }
  }

  private synchronized int next() {
    return uploads++;
  }

  /** An upload ends with its digest; what came by PATCH goes before what comes now. */
  private void put(String path, byte[] body) {
    int query = path.indexOf("?digest=");
    if (query < 0) {
      content.put(end(path), body);
      return;
    }
    byte[] before = content.remove(path.substring(0, query));
    String digest = path.substring(query + "?digest=".length()).replace("%3A", ":");
    content.put("blobs/" + digest, before == null ? body : before);
  }

  private static String end(String path) {
    return path.substring(path.lastIndexOf('/', path.lastIndexOf('/') - 1) + 1);
  }

  private static void send(OutputStream out, int status, String header, int length)
      throws IOException {
    String head =
        "HTTP/1.1 "
            + status
            + " Training\r\n"
            + header
            + "\r\nContent-Length: "
            + length
            + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
