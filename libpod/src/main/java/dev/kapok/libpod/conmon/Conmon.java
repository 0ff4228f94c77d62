package dev.kapok.libpod.conmon;

import dev.kapok.libpod.KapokException;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.process.ProcessSpec;
import java.util.ArrayList;
import java.util.List;

/** Starts monitors. */
public final class Conmon {
  private static final int FIRST_FD = 3;

  private final Kernel kernel;
  private final List<String> candidates;
  private final String path;
  private final List<String> env;

  /**
   * Remembers where conmon may be.
   *
   * @param candidates its possible paths; one alone is what the user named, and none other will do
   * @param path where programs are looked for besides
   * @param env what conmon, and the runtime after it, find in their environment
   */
  public Conmon(Kernel kernel, List<String> candidates, String path, List<String> env) {
    this.kernel = kernel;
    this.candidates = List.copyOf(candidates);
    this.path = path;
    this.env = List.copyOf(env);
  }

  /**
   * Returns conmon's path.
   *
   * @throws KapokException where it is not installed
   */
  public String program() {
    for (int i = 0; i < candidates.size(); i++) {
      String found = kernel.processes().find(candidates.get(i), path);
      if (found != null) {
        return found;
      }
    }
    if (candidates.size() == 1) {
      throw missing("\"" + candidates.get(0) + "\"", "name another one with --conmon");
    }
    String found = kernel.processes().find("conmon", path);
    if (found == null) {
      throw missing("conmon", "name it with --conmon");
    }
    return found;
  }

  private static KapokException missing(String program, String besides) {
    return new KapokException(
        KapokException.Kind.FAILED,
        program + " was not found: install the package conmon, or " + besides);
  }

  /**
   * Starts conmon, which waits until {@link ConmonProcess#go} is called.
   *
   * @param extraFds descriptors of this process that the command gets from 3 on
   */
  public ConmonProcess start(ConmonRequest request, List<Integer> extraFds) {
    FileIo io = kernel.io();
    ConmonRequest.Exec exec = request.exec();
    boolean attach = exec != null && exec.attach();
    int[] sync = kernel.sockets().packetPair();
    int[] start = kernel.sockets().packetPair();
    int[] attachPair = attach ? kernel.sockets().packetPair() : new int[] {-1, -1};
    int first = FIRST_FD + extraFds.size();
    List<Integer> fds = new ArrayList<>();
    fds.add(-1);
    fds.add(-1);
    fds.add(-1);
    fds.addAll(extraFds);
    fds.add(sync[1]);
    fds.add(start[1]);
    List<String> environment = new ArrayList<>(env);
    environment.add("_OCI_SYNCPIPE=" + first);
    environment.add("_OCI_STARTPIPE=" + (first + 1));
    if (attach) {
      fds.add(attachPair[1]);
      environment.add("_OCI_ATTACHPIPE=" + (first + 2));
    }
    String program = program();
    List<String> argv = ConmonArguments.of(program, request);
    int pid;
    try {
      pid = kernel.processes().spawn(new ProcessSpec(argv, environment, "/", fds, true));
    } catch (SyscallException e) {
      closeAll(io, sync[0], start[0], attachPair[0]);
      throw new KapokException(
          KapokException.Kind.FAILED, "starting " + program + ": " + e.getMessage(), e);
    } finally {
      closeAll(io, sync[1], start[1], attachPair[1]);
    }
    return new ConmonProcess(kernel, request, pid, sync[0], start[0], attachPair[0]);
  }

  private static void closeAll(FileIo io, int... fds) {
    for (int fd : fds) {
      if (fd >= 0) {
        io.close(fd);
      }
    }
  }
}
