package dev.kapok.cli.options;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.UsageException;
import dev.kapok.libpod.model.NetworkConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which pod a container shall be in: {@code --pod} and {@code --pod-id-file}. */
final class PodChoice {
  /** The network of what takes all of it from its pod. */
  static final NetworkConfig OF_POD =
      new NetworkConfig(
          NetworkConfig.Mode.DEFAULT,
          null,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          true);

  private static final String NEW = "new:";

  private PodChoice() {}

  /** Returns the pod's name or id; null for none. */
  static @Nullable String of(Arguments arguments) {
    String pod = arguments.text("pod");
    String file = arguments.text("pod-id-file");
    if (file != null) {
      if (pod != null) {
        throw new UsageException("cannot specify both --pod and --pod-id-file");
      }
      return UserFile.firstLine(file);
    }
    return isNew(arguments) && pod != null ? pod.substring(NEW.length()) : pod;
  }

  /** Tells whether the pod is to be made. */
  static boolean isNew(Arguments arguments) {
    return arguments.text("pod", "").startsWith(NEW);
  }
}
