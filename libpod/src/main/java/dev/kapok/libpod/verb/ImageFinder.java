package dev.kapok.libpod.verb;

import dev.kapok.image.ImageConfig;
import dev.kapok.image.StoredImage;
import dev.kapok.libpod.EngineConfig;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.ContainerRequest;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.process.ProcessSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a request's image, pulling it where its policy says so. A pull is a second process of this
 * engine, since it needs a JVM of another kind.
 */
final class ImageFinder {
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
    if (image != null && !fits(image, request.platform())) {
      image = null;
    }
    if (image != null && policy != ContainerRequest.PullPolicy.NEWER) {
      return image;
    }
    if (policy == ContainerRequest.PullPolicy.NEVER) {
      throw new KapokException(KapokException.Kind.NOT_FOUND, name + ": image not known");
    }
    pull(name, request.platform(), policy);
    StoredImage pulled = parts.images().find(name);
    if (pulled == null) {
      throw new KapokException(KapokException.Kind.NOT_FOUND, name + ": image not known");
    }
    return pulled;
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

  private void pull(String name, @Nullable String platform, ContainerRequest.PullPolicy policy) {
    EngineConfig.Programs programs = parts.config().programs();
    if (programs.launcher().isEmpty()) {
      throw new KapokException(
          KapokException.Kind.NOT_FOUND, name + ": image not known; pull it first");
    }
    List<String> argv = new ArrayList<>();
    argv.add(programs.launcher());
    argv.addAll(programs.globals());
    argv.add("pull");
    argv.add("--policy=" + (policy == ContainerRequest.PullPolicy.NEWER ? "newer" : "always"));
    if (platform != null) {
      argv.add("--platform=" + platform);
    }
    argv.add(name);
    int pid =
        parts
            .kernel()
            .processes()
            .spawn(new ProcessSpec(argv, programs.env(), null, List.of(-1, -1, 2), false));
    int status = parts.kernel().processes().await(pid);
    if (status != 0) {
      throw new KapokException(
          KapokException.Kind.FAILED, "pulling " + name + " failed, for the reason above");
    }
  }
}
