package dev.kapok.libpod.spec;

import dev.kapok.libpod.ExecRequest;
import dev.kapok.libpod.KapokException;
import dev.kapok.sys.json.JsonWriter;

/** Makes the document that describes a further process in a running container (runtime exec). */
public final class ExecProcess {
  private ExecProcess() {}

  /**
   * Returns the process as JSON text.
   *
   * @param context of the container, but {@code user} is the one this process runs as
   * @throws KapokException of kind INVALID for a command or folder that makes no sense
   */
  public static String render(SpecContext context, ExecRequest request) {
    String workdir = request.workdir();
    if (workdir == null || workdir.isEmpty()) {
      workdir = context.config().process().workdir();
    }
    if (workdir == null || workdir.isEmpty()) {
      workdir = "/";
    }
    if (request.command().isEmpty() || !workdir.startsWith("/")) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          request.command().isEmpty()
              ? "must provide a non-empty command to start an exec session"
              : "the working directory \"" + workdir + "\" is not an absolute path");
    }
    boolean privileged = request.privileged() || context.config().security().privileged();
    JsonWriter process = new JsonWriter().beginObject();
    process.field("terminal", request.terminal());
    ProcessPart.writeUser(context, process);
    process.strings("args", request.command()).field("cwd", workdir);
    Environment env = ProcessPart.environment(context);
    for (int i = 0; i < request.env().size(); i++) {
      env.set(request.env().get(i));
    }
    process.strings("env", env.list());
    CapabilitiesPart.write(context, context.user(), privileged, process);
    UlimitsPart.write(context, process);
    if (context.config().security().noNewPrivileges() && !request.privileged()) {
      process.field("noNewPrivileges", true);
    }
    return process.endObject().toString();
  }
}
