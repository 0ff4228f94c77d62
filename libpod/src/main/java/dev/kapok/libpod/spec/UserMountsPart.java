package dev.kapok.libpod.spec;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.MountConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * What the user mounts; it replaces what the engine would mount at the same place. A bind over /dev
 * or /sys brings all that lies beneath along, so the engine's own mounts there are left out.
 */
final class UserMountsPart implements SpecContributor {
  /** Options that are for the engine, or for hosts with labels, and mean nothing to a runtime. */
  private static final List<String> NOT_FOR_RUNTIMES =
      List.of("z", "Z", "copy", "nocopy", "U", "O", "idmap");

  private static final List<String> STARTS_FOR_ENGINE =
      List.of("upperdir=", "workdir=", "idmap=", "subpath=", "volume-");

  @Override
  public void contribute(SpecContext context, SpecBuilder spec) {
    List<MountConfig> mounts = context.mounts();
    for (int i = 0; i < mounts.size(); i++) {
      MountConfig mount = mounts.get(i);
      String target = target(mount);
      switch (mount.type()) {
        case TMPFS ->
            spec.mounts().put(target, "tmpfs", "tmpfs", tmpfsOptions(context, mount.options()));
        case RAMFS -> spec.mounts().put(target, "ramfs", "ramfs", others(mount.options()));
        case DEVPTS -> spec.mounts().put(target, "devpts", "devpts", devptsOptions(mount));
        case GLOB -> throw new IllegalStateException(target + ": a pattern stands for binds");
        case BIND, IMAGE -> putBind(context, spec, mount, target, List.of());
        case VOLUME -> putBind(context, spec, mount, target, List.of("nosuid", "nodev"));
      }
    }
  }

  private static String target(MountConfig mount) {
    String target = CleanPath.of(mount.target());
    if (!mount.target().startsWith("/") || target.equals("/")) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "mounting at "
              + mount.target()
              + ": the place must be an absolute path in the container, and not /");
    }
    return target;
  }

  private static void putBind(
      SpecContext context,
      SpecBuilder spec,
      MountConfig mount,
      String target,
      List<String> defaults) {
    String source = mount.source();
    if (source == null || !source.startsWith("/")) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "mounting " + source + " at " + target + ": the source must be an absolute path");
    }
    if (target.equals("/dev") || target.equals("/sys")) {
      removeBeneath(spec.mounts(), target + "/");
    }
    List<String> options = kept(mount.options());
    if (!options.contains("rw") && !options.contains("ro")) {
      options.add("rw");
    }
    addPropagation(options);
    addUnlessLifted(options, defaults);
    addUnlessLifted(options, context.host().lockedFlags(source));
    if (!options.contains("bind") && !options.contains("rbind")) {
      options.add("rbind");
    }
    spec.mounts().put(target, "bind", source, options);
  }

  private static void removeBeneath(MountTable mounts, String prefix) {
    List<SpecMount> all = List.copyOf(mounts.all());
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).destination().startsWith(prefix)) {
        mounts.remove(all.get(i).destination());
      }
    }
  }

  private static List<String> tmpfsOptions(SpecContext context, List<String> wanted) {
    List<String> options = kept(wanted);
    if (!options.contains("rw") && !options.contains("ro")) {
      options.add("rw");
    }
    addPropagation(options);
    addUnlessLifted(options, List.of("nosuid", "nodev"));
    addUnless(options, "tmpcopyup", "notmpcopyup");
    options.remove("notmpcopyup");
    return RuntimeProfile.of(context.config().runtime()).tmpfsOptions(options);
  }

  private static List<String> others(List<String> wanted) {
    List<String> options = kept(wanted);
    if (!options.contains("rw") && !options.contains("ro")) {
      options.add("rw");
    }
    addPropagation(options);
    addUnlessLifted(options, List.of("nosuid", "nodev"));
    return options;
  }

  /** Terminals of the container's own, whatever others there are. */
  private static List<String> devptsOptions(MountConfig mount) {
    List<String> options = kept(mount.options());
    options.addAll(List.of("nosuid", "noexec", "newinstance", "ptmxmode=0666"));
    boolean hasMode = false;
    for (int i = 0; i < options.size(); i++) {
      hasMode |= options.get(i).startsWith("mode=");
    }
    if (!hasMode) {
      options.add("mode=0600");
    }
    return options;
  }

  /** Adds flags that are not there yet, but "nosuid" not where "suid" is. */
  private static void addUnlessLifted(List<String> options, List<String> flags) {
    for (int i = 0; i < flags.size(); i++) {
      addUnless(options, flags.get(i), flags.get(i).substring("no".length()));
    }
  }

  private static void addUnless(List<String> options, String option, String opposite) {
    if (!options.contains(option) && !options.contains(opposite)) {
      options.add(option);
    }
  }

  private static void addPropagation(List<String> options) {
    for (int i = 0; i < options.size(); i++) {
      if (MountConfig.isPropagation(options.get(i))) {
        return;
      }
    }
    options.add("rprivate");
  }

  private static List<String> kept(List<String> options) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < options.size(); i++) {
      String option = options.get(i);
      if (!isForEngine(option) && !kept.contains(option)) {
        kept.add(option);
      }
    }
    return kept;
  }

  private static boolean isForEngine(String option) {
    for (int i = 0; i < STARTS_FOR_ENGINE.size(); i++) {
      if (option.startsWith(STARTS_FOR_ENGINE.get(i))) {
        return true;
      }
    }
    return NOT_FOR_RUNTIMES.contains(option);
  }
}
