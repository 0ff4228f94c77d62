package dev.kapok.libpod.spec;

import dev.kapok.libpod.model.SecurityConfig;
import java.io.File;

/** Which system calls the process may make (seccomp(2)). A privileged container may make all. */
final class SeccompPart implements SpecContributor {
  private static final String UNCONFINED = "unconfined";

  /** Where an administrator replaces the default profile of all engines (containers.conf(5)). */
  private static final String HOST_PROFILE = "/etc/containers/seccomp.json";

  private final SmallFiles files;
  private final String hostProfile;

  SeccompPart(SmallFiles files) {
    this(files, HOST_PROFILE);
  }

  SeccompPart(SmallFiles files, String hostProfile) {
    this.files = files;
    this.hostProfile = hostProfile;
  }

  @Override
  public void contribute(SpecContext context, SpecBuilder spec) {
    String profile = profile(context);
    if (profile.equals(UNCONFINED)) {
      return;
    }
    String machine = context.host().machine();
    spec.linux()
        .name("seccomp")
        .raw(
            profile.isEmpty()
                ? SeccompDefault.json(machine, context.host().x32(), spec.capabilities())
                : SeccompProfile.resolve(
                    files.userFile(profile, "seccomp profile"),
                    profile,
                    machine,
                    spec.capabilities()));
  }

  /** Reads a profile that the user named, to see whether it is one. */
  void check(String profile, String machine) {
    if (!profile.equals(UNCONFINED)) {
      String text = files.userFile(profile, "seccomp profile");
      SeccompProfile.resolve(text, profile, machine, 0);
    }
  }

  /** Returns a path, "unconfined", or nothing for the built-in table. */
  private String profile(SpecContext context) {
    SecurityConfig security = context.config().security();
    String named = security.seccomp();
    if (named != null) {
      return named;
    }
    if (security.privileged()) {
      return UNCONFINED;
    }
    String configured = context.defaults().seccompProfile();
    if (configured != null) {
      return configured;
    }
    return new File(hostProfile).exists() ? hostProfile : "";
  }
}
