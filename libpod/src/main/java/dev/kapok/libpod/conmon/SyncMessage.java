package dev.kapok.libpod.conmon;

import dev.kapok.sys.json.JsonException;
import dev.kapok.sys.json.JsonReader;

/**
 * What conmon says on its sync pipe.
 *
 * @param data a pid or an exit code; negative for a failure
 * @param message why it failed, else empty
 */
record SyncMessage(int data, String message) {
  /**
   * Reads one line. The keys {@code pid} and {@code exit_code} are those of the protocol before
   * --api-version.
   */
  static SyncMessage parse(String line) {
    int data = -1;
    String message = "";
    try {
      JsonReader json = new JsonReader(line);
      json.beginObject();
      while (json.hasNext()) {
        switch (json.nextName()) {
          case "data", "pid", "exit_code" -> data = (int) json.nextLong();
          case "message" -> message = json.nextString();
          default -> json.skipValue();
        }
      }
      json.endObject();
    } catch (JsonException e) {
      return new SyncMessage(-1, "conmon sent what is no message: " + line);
    }
    return new SyncMessage(data, message);
  }
}
