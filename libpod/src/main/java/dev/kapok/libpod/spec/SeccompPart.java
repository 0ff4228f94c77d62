package dev.kapok.libpod.spec;

import dev.kapok.libpod.model.SecurityConfig;

/** Which system calls the process may make (seccomp(2)). A privileged container may make all. */
final class SeccompPart implements SpecContributor {
  private static final String UNCONFINED = "unconfined";

  private final SmallFiles files;

  SeccompPart(SmallFiles files) {
    this.files = files;
  }

  @Override
  public void contribute(SpecContext context, SpecBuilder spec) {
    SecurityConfig security = context.config().security();
    String profile = security.seccomp();
    if (profile == null) {
      profile = security.privileged() ? UNCONFINED : "";
    }
    if (profile.equals(UNCONFINED)) {
      return;
    }
    String machine = context.host().machine();
    spec.linux()
        .name("seccomp")
        .raw(
            profile.isEmpty()
                ? SeccompDefault.json(machine, spec.capabilities())
                : SeccompProfile.resolve(
                    files.userFile(profile, "seccomp profile"),
                    profile,
                    machine,
                    spec.capabilities()));
  }
}
