package dev.kapok.libpod.spec;

import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;

/** Makes the text of config.json: every contributor in its order, then the validator. */
public final class SpecPipeline {
  private static final String VERSION = "1.0.2";

  private final SpecContributor[] contributors;

  /** Reads the host through {@code kernel}; keeps nothing between calls. */
  public SpecPipeline(Kernel kernel) {
    this(kernel.io(), kernel.tree());
  }

  SpecPipeline(FileIo io, FileTree tree) {
    SmallFiles files = new SmallFiles(io, tree);
    // Later ones look at what earlier ones did: namespaces before mounts, mounts of the kernel
    // before those of the engine and those of the user, capabilities before seccomp, and hooks,
    // which match on all of it, at the end.
    this.contributors =
        new SpecContributor[] {
          new ProcessPart(),
          new CapabilitiesPart(),
          new UlimitsPart(),
          new RootPart(),
          new HostnamePart(),
          new NamespacesPart(),
          new SystemMountsPart(),
          new EngineMountsPart(),
          new UserMountsPart(),
          new DevicesPart(new HostDevices(tree)),
          new MaskedPathsPart(),
          new SysctlsPart(),
          new CgroupPathPart(),
          new ResourcesPart(),
          new SeccompPart(files),
          new AnnotationsPart(),
          new HooksPart(files)
        };
  }

  /**
   * Returns the runtime specification of one start of a container, as JSON text.
   *
   * @throws dev.kapok.libpod.KapokException of kind INVALID where the container asks for what this
   *     host, this user or the runtime cannot give
   */
  public String render(SpecContext context) {
    SpecBuilder spec = new SpecBuilder();
    spec.top().field("ociVersion", VERSION);
    for (SpecContributor contributor : contributors) {
      contributor.contribute(context, spec);
    }
    SpecValidator.check(context, spec);
    return spec.json();
  }
}
