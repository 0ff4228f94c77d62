package dev.kapok.libpod.runtime;

import dev.kapok.libpod.KapokException;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.process.ProcessSpec;
import java.util.ArrayList;
import java.util.List;

/** A runtime that is a program. */
public final class CliOciRuntime implements OciRuntime {
  private final Kernel kernel;
  private final String path;
  private final List<String> globalArgs;
  private final List<String> env;

  /**
   * Speaks to the program at {@code path}.
   *
   * @param root the folder where it keeps its state
   * @param flags of the user ({@code --runtime-flag}), with their dashes
   * @param env what it finds in its environment
   */
  public CliOciRuntime(
      Kernel kernel,
      String path,
      String root,
      boolean systemdCgroup,
      List<String> flags,
      List<String> env) {
    this.kernel = kernel;
    this.path = path;
    this.env = List.copyOf(env);
    List<String> args = new ArrayList<>();
    args.add("--root");
    args.add(root);
    args.addAll(flags);
    if (systemdCgroup) {
      args.add("--systemd-cgroup");
    }
    this.globalArgs = List.copyOf(args);
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public List<String> globalArgs() {
    return globalArgs;
  }

  @Override
  public RuntimeCall start(String id) {
    return call("start", id);
  }

  @Override
  public RuntimeCall kill(String id, int signal, boolean all) {
    String number = Integer.toString(signal);
    return all ? call("kill", "--all", id, number) : call("kill", id, number);
  }

  @Override
  public RuntimeCall pause(String id) {
    return call("pause", id);
  }

  @Override
  public RuntimeCall resume(String id) {
    return call("resume", id);
  }

  @Override
  public RuntimeCall delete(String id) {
    return call("delete", "--force", id);
  }

  @Override
  public boolean pidIsProcess() {
    String name = name();
    return name.equals("runc") || name.equals("crun");
  }

  private RuntimeCall call(String... words) {
    List<String> argv = new ArrayList<>();
    argv.add(path);
    argv.addAll(globalArgs);
    argv.add("--log-format=json");
    for (String word : words) {
      argv.add(word);
    }
    int[] pipe = kernel.sockets().pipe();
    try {
      int pid =
          kernel.processes().spawn(new ProcessSpec(argv, env, "/", List.of(-1, -1, pipe[1]), true));
      return new RuntimeCall(kernel, name() + " " + words[0], pid, pipe[0]);
    } catch (SyscallException e) {
      kernel.io().close(pipe[0]);
      throw new KapokException(
          KapokException.Kind.FAILED, "starting " + path + ": " + e.getMessage(), e);
    } finally {
      kernel.io().close(pipe[1]);
    }
  }
}
