package dev.kapok.network;

import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import dev.kapok.sys.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The API socket of slirp4netns(1): one request and one answer a connection. */
final class SlirpApi {
  private static final long ANSWER_MILLIS = 10_000;

  /** A list has some hundred bytes for each port of all containers. */
  private static final int MAX_ANSWER = 16 << 20;

  private static final int CHUNK = 16_384;

  private final Kernel kernel;
  private final String socket;

  SlirpApi(Kernel kernel, String socket) {
    this.kernel = kernel;
    this.socket = socket;
  }

  /** Forwards one port of the host; returns null, or why it cannot be. */
  @Nullable String forward(PublishedPort port, int index, String guest) {
    JsonWriter request = new JsonWriter();
    request.beginObject().field("execute", "add_hostfwd").name("arguments").beginObject();
    request.field("proto", port.protocol());
    request.field("host_addr", port.hostIp().isEmpty() ? "0.0.0.0" : port.hostIp());
    request.field("host_port", port.hostPort() + index);
    request.field("guest_addr", guest);
    request.field("guest_port", port.containerPort() + index);
    request.endObject().endObject();
    return error(ask(request.toString()));
  }

  /** Tells whether a port leads where {@link #forward} would have it lead. */
  boolean forwards(PublishedPort port, int index) {
    return id(port, index) >= 0;
  }

  /** Takes a port back; one that is not forwarded is no error. */
  void remove(PublishedPort port, int index) {
    long id = id(port, index);
    if (id >= 0) {
      JsonWriter request = new JsonWriter();
      request.beginObject().field("execute", "remove_hostfwd").name("arguments").beginObject();
      ask(request.field("id", id).endObject().endObject().toString());
    }
  }

  /**
   * Returns the number that slirp4netns gave a port, −1 where it does not forward it.
   *
   * @throws NetworkException FAILED where that cannot be told
   */
  private long id(PublishedPort port, int index) {
    String answer = ask("{\"execute\":\"list_hostfwd\"}");
    List<Object> entries;
    try {
      Map<String, Object> members = Json.parseObject(answer);
      // Version 1.2.0 leaves the wrapping out that its manual shows.
      boolean wrapped = members.containsKey("return");
      entries = Json.array(wrapped ? Json.object(members, "return") : members, "entries");
    } catch (JsonException _) {
      throw new NetworkException(
          NetworkException.Kind.FAILED,
          "look through the ports of the user's network namespace: slirp4netns sent no list");
    }
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i) instanceof Map<?, ?> entry
          && port.protocol().equals(entry.get("proto"))
          && Long.valueOf(port.containerPort() + (long) index).equals(entry.get("guest_port"))
          && Long.valueOf(port.hostPort() + (long) index).equals(entry.get("host_port"))
          && entry.get("id") instanceof Long id) {
        return id;
      }
    }
    return -1;
  }

  private String ask(String request) {
    int fd;
    try {
      fd = kernel.sockets().connectStream(socket);
    } catch (SyscallException failure) {
      return "{\"error\":{\"desc\":\"slirp4netns does not listen at its socket\"}}";
    }
    try {
      byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
      kernel.io().write(fd, bytes, 0, bytes.length);
      kernel.sockets().shutdownWrite(fd);
      return answer(fd);
    } catch (SyscallException failure) {
      return "{\"error\":{\"desc\":\"slirp4netns does not answer\"}}";
    } finally {
      kernel.io().close(fd);
    }
  }

  /** It comes in pieces, and ends with the connection. */
  private String answer(int fd) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    byte[] piece = kernel.sockets().receive(fd, CHUNK, ANSWER_MILLIS);
    while (piece != null && answer.size() < MAX_ANSWER) {
      answer.write(piece, 0, piece.length);
      piece = kernel.sockets().receive(fd, CHUNK, ANSWER_MILLIS);
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  /** Returns the description of an error answer, null for any other. */
  static @Nullable String error(String answer) {
    try {
      Map<String, Object> members = Json.parseObject(answer);
      if (members.get("error") instanceof Map<?, ?> error) {
        return "slirp4netns says: " + error.get("desc");
      }
      return null;
    } catch (JsonException _) {
      return "slirp4netns sent no answer that makes sense";
    }
  }
}
