package dev.kapok.cli.values;

import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.model.DeviceConfig;
import java.util.List;

/** {@code --device SOURCE[:TARGET][:ACCESS]}. */
public final class DeviceParser {
  private DeviceParser() {}

  /** Reads one value. */
  public static DeviceConfig parse(String text) {
    List<String> parts = Words.split(text, ':');
    String source = parts.get(0);
    if (!source.startsWith("/")) {
      if (source.indexOf('=') > 0) {
        throw NotSupported.value("--device", source);
      }
      throw bad(text, "the device must be an absolute path");
    }
    if (parts.size() == 1) {
      return new DeviceConfig(source, source, "rwm");
    }
    if (parts.size() == 2 && isAccess(parts.get(1))) {
      return new DeviceConfig(source, source, parts.get(1));
    }
    String access = parts.size() == 3 ? parts.get(2) : "rwm";
    if (parts.size() > 3 || !parts.get(1).startsWith("/") || !isAccess(access)) {
      throw bad(text, "it must have the form HOST-DEVICE[:CONTAINER-DEVICE][:PERMISSIONS]");
    }
    return new DeviceConfig(source, parts.get(1), access);
  }

  private static boolean isAccess(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("rwm".indexOf(c) < 0 || text.indexOf(c, i + 1) >= 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static UsageException bad(String text, String reason) {
    return new UsageException("invalid device specification \"" + text + "\": " + reason);
  }
}
