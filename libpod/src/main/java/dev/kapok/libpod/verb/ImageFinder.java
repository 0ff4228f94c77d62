package dev.kapok.libpod.verb;

import dev.kapok.image.ImageConfig;
import dev.kapok.image.ListedImage;
import dev.kapok.image.StoredImage;
import dev.kapok.image.spec.Platform;
import dev.kapok.libpod.EngineConfig;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.ContainerRequest;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.process.ProcessSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a request's image, pulling it where its policy says so. A pull is a second process of this
 * engine, since it needs a JVM of another kind.
 */
final class ImageFinder {
  private static final int MAX_OUTPUT = 64 << 10;

  /** Tells {@code pull} that its standard output is a pipe of ours: the user's is a terminal. */
  private static final String ASKS = "_KAPOK_MAY_ASK=1";

  private final EngineParts parts;

  ImageFinder(EngineParts parts) {
    this.parts = parts;
  }

  /** Returns the image, null with {@code --rootfs}. */
  @Nullable StoredImage find(ContainerRequest request) {
    String name = request.rootFs().image();
    if (name == null) {
      return null;
    }
    ContainerRequest.PullPolicy policy = request.pull();
    StoredImage image =
        policy == ContainerRequest.PullPolicy.ALWAYS ? null : parts.images().find(name);
    if (image != null && image.list()) {
      image = listed(image, request.platform());
    } else if (image != null && !fits(image, request.platform())) {
      image = null;
    }
    if (image != null && policy != ContainerRequest.PullPolicy.NEWER) {
      return image;
    }
    if (policy == ContainerRequest.PullPolicy.NEVER) {
      throw new KapokException(KapokException.Kind.NOT_FOUND, name + ": image not known");
    }
    // By its id: a name with a transport in front is none of the image's own.
    StoredImage pulled = parts.images().find(pull(name, request));
    if (pulled == null) {
      throw new KapokException(KapokException.Kind.NOT_FOUND, name + ": image not known");
    }
    return pulled;
  }

  private @Nullable StoredImage listed(StoredImage list, @Nullable String platform) {
    return ListedImage.of(
        parts.images(), list, platform == null ? Platform.host() : Platform.parse(platform));
  }

  private static boolean fits(StoredImage image, @Nullable String platform) {
    if (platform == null) {
      return true;
    }
    ImageConfig config = ImageConfig.parse(image.config());
    String own = config.os() + "/" + config.architecture();
    return platform.equals(own)
        || platform.startsWith(own + "/")
        || platform.equals(config.architecture());
  }

  /** Returns the image's id. */
  private String pull(String name, ContainerRequest request) {
    EngineConfig.Programs programs = parts.config().programs();
    if (programs.launcher().isEmpty()) {
      throw new KapokException(
          KapokException.Kind.NOT_FOUND, name + ": image not known; pull it first");
    }
    List<String> argv = new ArrayList<>();
    argv.add(programs.launcher());
    argv.addAll(programs.globals());
    argv.add("pull");
    boolean newer = request.pull() == ContainerRequest.PullPolicy.NEWER;
    argv.add("--policy=" + (newer ? "newer" : "always"));
    if (request.quiet()) {
      argv.add("--quiet");
    }
    String platform = request.platform();
    if (platform != null) {
      argv.add("--platform=" + platform);
    }
    argv.add(name);
    String id = firstLine(argv);
    if (id == null) {
      throw new KapokException(
          KapokException.Kind.FAILED, "pulling " + name + " failed, for the reason above");
    }
    return id;
  }

  /** Lets the user be asked what a short name means, where he is there. */
  private boolean isAsked(List<String> env) {
    boolean there =
        parts.kernel().terminals().isTerminal(0) && parts.kernel().terminals().isTerminal(1);
    if (there) {
      env.add(ASKS);
    }
    return there;
  }

  /** Runs a program; returns the first line that it prints, null where it fails. */
  private @Nullable String firstLine(List<String> argv) {
    Kernel kernel = parts.kernel();
    List<String> env = new ArrayList<>(parts.config().programs().env());
    int[] output = kernel.sockets().packetPair();
    try {
      int pid;
      try {
        List<Integer> fds = List.of(isAsked(env) ? 0 : -1, output[1], 2);
        pid = kernel.processes().spawn(new ProcessSpec(argv, env, null, fds, false));
      } finally {
        kernel.io().close(output[1]);
      }
      boolean failed = kernel.processes().await(pid) != 0;
      byte[] packet = failed ? null : kernel.sockets().receive(output[0], MAX_OUTPUT, -1);
      if (packet == null) {
        return null;
      }
      String text = new String(packet, StandardCharsets.UTF_8);
      int end = text.indexOf('\n');
      return end < 0 ? text : text.substring(0, end);
    } finally {
      kernel.io().close(output[0]);
    }
  }
}
