package dev.kapok.libpod.spec;

import dev.kapok.libpod.KapokException;
import java.util.List;

/**
 * Looks at a finished specification as the chosen runtime will, so that the user reads what is
 * wrong in the engine's words and no runtime is started in vain.
 */
final class SpecValidator {
  private SpecValidator() {}

  /**
   * Does nothing where all is well.
   *
   * @throws KapokException of kind INVALID for the first mistake
   */
  static void check(SpecContext context, SpecBuilder spec) {
    if (spec.args().isEmpty()) {
      throw invalid("no command or entrypoint provided, and no CMD or ENTRYPOINT from image");
    }
    for (int i = 0; i < spec.args().size(); i++) {
      if (spec.args().get(i).indexOf('\0') >= 0) {
        throw invalid("the command contains a NUL character");
      }
    }
    if (!spec.workdir().startsWith("/")) {
      throw invalid("the working directory \"" + spec.workdir() + "\" is not an absolute path");
    }
    checkNamespaces(spec.namespaces());
    checkMounts(RuntimeProfile.of(context.config().runtime()), context, spec.mounts().all());
  }

  private static void checkNamespaces(List<SpecNamespace> namespaces) {
    for (int i = 0; i < namespaces.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (namespaces.get(i).type().equals(namespaces.get(j).type())) {
          throw invalid("there are two " + namespaces.get(i).type() + " namespaces");
        }
      }
    }
  }

  private static void checkMounts(
      RuntimeProfile profile, SpecContext context, List<SpecMount> mounts) {
    for (int i = 0; i < mounts.size(); i++) {
      SpecMount mount = mounts.get(i);
      if (!profile.mounts(mount.type())) {
        throw invalid(
            "mounting "
                + mount.type()
                + " at "
                + mount.destination()
                + ": "
                + context.config().runtime()
                + " does not mount this type of file system");
      }
      if (!mount.destination().startsWith("/") || mount.destination().equals("/")) {
        throw invalid("nothing can be mounted at \"" + mount.destination() + '"');
      }
    }
  }

  private static KapokException invalid(String message) {
    return new KapokException(KapokException.Kind.INVALID, message);
  }
}
