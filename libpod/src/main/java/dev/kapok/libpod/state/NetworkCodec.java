package dev.kapok.libpod.state;

import dev.kapok.libpod.model.NetworkAttachment;
import dev.kapok.sys.json.JsonReader;
import dev.kapok.sys.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;

/** The networks of a container as JSON; only containers that have some load this class. */
final class NetworkCodec {
  private NetworkCodec() {}

  static void write(JsonWriter json, List<NetworkAttachment> networks) {
    json.name("networks").beginArray();
    for (int i = 0; i < networks.size(); i++) {
      NetworkAttachment network = networks.get(i);
      json.beginObject().field("network", network.network());
      json.field("interfaceName", network.interfaceName()).strings("ips", network.ips());
      json.field("mac", network.mac()).strings("aliases", network.aliases()).endObject();
    }
    json.endArray();
  }

  static List<NetworkAttachment> read(JsonReader json) {
    List<NetworkAttachment> networks = new ArrayList<>();
    json.beginArray();
    while (json.hasNext()) {
      Fields fields = Fields.object(json);
      networks.add(
          new NetworkAttachment(
              fields.text("network", ""),
              fields.text("interfaceName", ""),
              fields.list("ips"),
              fields.text("mac"),
              fields.list("aliases")));
    }
    json.endArray();
    return networks;
  }
}
