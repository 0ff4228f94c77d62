package dev.kapok.libpod.spec;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.ProcessConfig;
import dev.kapok.sys.json.JsonWriter;
import java.util.List;

/** What runs, as whom, in which folder, with which environment (config.md, "POSIX process"). */
final class ProcessPart implements SpecContributor {
  /** Where {@code --init} finds its program, in the container. */
  static final String INIT = "/run/kapok-init";

  @Override
  public void contribute(SpecContext context, SpecBuilder spec) {
    ProcessConfig config = context.config().process();
    JsonWriter process = spec.process();
    process.field("terminal", config.terminal());
    writeUser(context, process);
    addArgs(context, spec.args());
    String workdir = config.workdir();
    spec.workdir(workdir == null || workdir.isEmpty() ? "/" : workdir);
    process.strings("env", environment(context).list());
    if (context.config().security().noNewPrivileges()) {
      process.field("noNewPrivileges", true);
    }
    Integer oomScoreAdj = context.config().host().oomScoreAdj();
    if (oomScoreAdj != null) {
      process.field("oomScoreAdj", lowest(context, oomScoreAdj));
    }
  }

  /**
   * Writes the member {@code user}. Additional groups that have no meaning in this user namespace
   * are left out: they come from the image, and nobody could set them.
   */
  static void writeUser(SpecContext context, JsonWriter process) {
    ProcessUser user = context.user();
    requireMapped(context.host(), user);
    process.name("user").beginObject();
    process.field("uid", user.uid()).field("gid", user.gid());
    process.field("umask", octal(context.config().process().umask()));
    process.name("additionalGids").beginArray();
    for (int i = 0; i < user.groups().size(); i++) {
      int group = user.groups().get(i);
      if (context.host().hasGroup(group)) {
        process.value(group);
      }
    }
    process.endArray().endObject();
  }

  private static void requireMapped(HostFacts host, ProcessUser user) {
    boolean userExists = host.hasUser(user.uid());
    if (userExists && host.hasGroup(user.gid())) {
      return;
    }
    throw new KapokException(
        KapokException.Kind.INVALID,
        "running as "
            + (userExists ? "group " + user.gid() : "user " + user.uid())
            + ": this id does not exist in the user namespace; give this user more ids in "
            + (userExists ? "/etc/subgid" : "/etc/subuid"));
  }

  /** Returns the container's variables, and those that every container has. */
  static Environment environment(SpecContext context) {
    ProcessConfig config = context.config().process();
    Environment env = new Environment();
    env.set("container=kapok");
    env.set("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    env.set("TERM=xterm");
    for (int i = 0; i < config.env().size(); i++) {
      env.set(config.env().get(i));
    }
    env.setDefault("HOME=" + context.user().home());
    env.setDefault("HOSTNAME=" + HostnamePart.seenName(context));
    return env;
  }

  private static void addArgs(SpecContext context, List<String> args) {
    ProcessConfig config = context.config().process();
    if (context.config().host().init()) {
      if (context.config().namespaces().pid().kind() != NamespaceMode.Kind.PRIVATE) {
        throw new KapokException(
            KapokException.Kind.INVALID,
            "cannot add init binary as PID 1 (PID namespace isn't private)");
      }
      args.add(INIT);
      args.add("--");
    }
    args.addAll(config.words());
  }

  /** Without root a process can't get a better score than this one has (proc(5)). */
  private static long lowest(SpecContext context, int wanted) {
    return context.host().rootless() ? Math.max(wanted, context.host().oomScoreAdj()) : wanted;
  }

  private static long octal(String umask) {
    long value = 0;
    for (int i = 0; i < umask.length(); i++) {
      int digit = umask.charAt(i) - '0';
      if (digit < 0 || digit > 7 || i == 4) {
        throw new KapokException(
            KapokException.Kind.INVALID, "invalid umask " + umask + ": four octal digits expected");
      }
      value = value * 8 + digit;
    }
    return value;
  }
}
