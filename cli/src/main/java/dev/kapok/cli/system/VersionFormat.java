package dev.kapok.cli.system;

import dev.kapok.cli.format.OutputFormat;
import dev.kapok.cli.format.Template;
import dev.kapok.sys.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code version --format}. */
final class VersionFormat {
  private VersionFormat() {}

  static String render(String format) {
    Map<String, Object> client = client();
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("Client", client);
    if (OutputFormat.isJson(format)) {
      return Json.write(root, null) + "\n";
    }
    // A template may name the client's fields with or without "Client".
    boolean whole = format.contains(".Client") || format.contains("json .}");
    return Template.parse("version", OutputFormat.unescape(format) + "\n")
        .render(whole ? root : client);
  }

  static Map<String, Object> client() {
    Map<String, Object> client = new LinkedHashMap<>();
    client.put("APIVersion", BuildInfo.API_VERSION);
    client.put("Version", BuildInfo.VERSION);
    client.put("JavaVersion", BuildInfo.javaVersion());
    client.put("GitCommit", "");
    client.put("BuiltTime", BuildInfo.BUILT_TIME);
    client.put("Built", BuildInfo.BUILT);
    client.put("OsArch", BuildInfo.osArch());
    client.put("Os", "linux");
    return client;
  }
}
