package dev.kapok.libpod.bundle;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.parts.EngineParts;
import java.util.List;

/**
 * What runs in containers that hold a pod's namespaces where no image was named for them: the
 * engine's own program, which is installed beside it, in an empty root file system.
 */
public final class InfraProgram {
  /** Where it is, in such a container. */
  public static final String PATH = "/pause";

  /** What lists show where others have the name of an image. */
  public static final String IMAGE = "localhost/kapok-pause";

  private final EngineParts parts;

  /** Works with these parts. */
  public InfraProgram(EngineParts parts) {
    this.parts = parts;
  }

  /**
   * Returns the mount that shows it.
   *
   * @throws KapokException FAILED where it is not installed
   */
  public MountConfig mount() {
    String launcher = parts.config().programs().launcher();
    String pause = launcher.substring(0, launcher.lastIndexOf('/') + 1) + "pause";
    if (launcher.isEmpty() || !parts.disk().exists(pause)) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          "making a pod: its infra container runs the program "
              + pause
              + ", which is missing: install kapok again, name an image by --infra-image, or use"
              + " --infra=false");
    }
    List<String> options = List.of("bind", "rprivate", "ro");
    return new MountConfig(MountConfig.Type.BIND, pause, PATH, options);
  }
}
