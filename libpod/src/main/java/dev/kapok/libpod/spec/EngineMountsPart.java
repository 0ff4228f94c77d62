package dev.kapok.libpod.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the engine itself puts into a container: its files, its init, and places to write. */
final class EngineMountsPart implements SpecContributor {
  private static final List<String> WRITABLE =
      List.of("rw", "rprivate", "nosuid", "nodev", "tmpcopyup");

  @Override
  public void contribute(SpecContext context, SpecBuilder spec) {
    boolean readOnly = context.config().rootFs().readOnly();
    MountTable mounts = spec.mounts();
    if (readOnly && context.config().rootFs().readOnlyTmpfs()) {
      putTmpfs(context, mounts, "/run");
      putTmpfs(context, mounts, "/tmp");
      putTmpfs(context, mounts, "/var/tmp");
    }
    EngineFiles files = context.files();
    putFile(mounts, "/etc/hosts", files.hosts(), readOnly);
    putFile(mounts, "/etc/hostname", files.hostname(), readOnly);
    putFile(mounts, "/etc/resolv.conf", files.resolvConf(), readOnly);
    putFile(mounts, "/run/.containerenv", files.containerEnv(), readOnly);
    String init = files.init();
    if (context.config().host().init() && init != null) {
      mounts.put(
          ProcessPart.INIT, "bind", init, List.of("bind", "rprivate", "ro", "nosuid", "nodev"));
    }
  }

  private static void putTmpfs(SpecContext context, MountTable mounts, String target) {
    mounts.put(
        target,
        "tmpfs",
        "tmpfs",
        RuntimeProfile.of(context.config().runtime()).tmpfsOptions(WRITABLE));
  }

  private static void putFile(
      MountTable mounts, String target, @Nullable String source, boolean readOnly) {
    if (source == null) {
      return;
    }
    mounts.put(
        target,
        "bind",
        source,
        readOnly
            ? List.of("bind", "rprivate", "ro", "nosuid", "noexec", "nodev")
            : List.of("bind", "rprivate"));
  }
}
