package dev.kapok.network;

import dev.kapok.sys.FileIo;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.Pids;
import dev.kapok.sys.Signals;
import dev.kapok.sys.process.ProcessSpec;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * A helper's process from its start to its end, which may come from another process of this engine.
 *
 * <p>Before the start, its record names an argument that no other process has (the path of the
 * namespace); after it, its process id and start time follow. So it is found even if this process
 * was killed in between, and nothing else is ever killed in its place.
 */
final class HelperProcess {
  private static final long STOP_MILLIS = 2_000;
  private static final int LOG_TAIL = 1_000;
  private static final String PUBLISHES = " ports\n";

  /** Helpers that are children of this process, which has to take note of their end. */
  private static final List<Integer> CHILDREN = new ArrayList<>();

  private final Kernel kernel;
  private final HelperFiles files;

  HelperProcess(Kernel kernel, String runDir) {
    this.kernel = kernel;
    this.files = new HelperFiles(runDir);
  }

  /**
   * Starts the plan's helper in its folder; returns its process id.
   *
   * @param readyFd becomes the helper's descriptor 3; −1 for none
   */
  int spawn(NetworkPlan plan, List<String> env, int readyFd) {
    TextFiles.write(files.record(), plan.request().netnsPath() + "\n", false);
    FileIo io = kernel.io();
    int log =
        io.open(files.log(), OpenFlags.O_WRONLY | OpenFlags.O_CREAT | OpenFlags.O_TRUNC, 0600);
    try {
      List<Integer> fds = new ArrayList<>(List.of(-1, log, log));
      if (readyFd >= 0) {
        fds.add(readyFd);
      }
      reap();
      return kernel.processes().spawn(new ProcessSpec(plan.argv(), env, files.runDir(), fds, true));
    } finally {
      io.close(log);
    }
  }

  /** Remembers which process the helper is, and whether it listens on the host. */
  void remember(int pid, boolean publishes) {
    String ports = publishes ? PUBLISHES : " -\n";
    TextFiles.write(files.record(), pid + " " + kernel.pids().startTime(pid) + ports, true);
  }

  /** Notes that the helper is a child of this process: it is taken note of when it has ended. */
  static void adopt(int pid) {
    synchronized (CHILDREN) {
      CHILDREN.add(pid);
    }
  }

  /**
   * Takes note of children that have ended, without waiting for others; else a service that runs
   * for days collects the remains of all its containers' helpers.
   */
  private void reap() {
    synchronized (CHILDREN) {
      List<Integer> running = new ArrayList<>();
      for (int i = 0; i < CHILDREN.size(); i++) {
        int pid = CHILDREN.get(i);
        if (kernel.pids().awaitExit(pid, 0)) {
          kernel.processes().await(pid);
        } else {
          running.add(pid);
        }
      }
      CHILDREN.clear();
      CHILDREN.addAll(running);
    }
  }

  /** Tells whether the helper runs; one that was started just when we look may be missed. */
  boolean runs() {
    List<String> lines = TextFiles.split(TextFiles.read(files.record()), '\n');
    int pid = lines.size() > 2 ? recorded(lines.get(1)) : 0;
    return pid > 0 && !kernel.pids().awaitExit(pid, 0);
  }

  /** Returns the process of a record's second line, 0 where it is no more. */
  private int recorded(String line) {
    List<String> known = TextFiles.words(line);
    int pid = known.size() == 3 ? Ipv4.number(known.get(0), Integer.MAX_VALUE) : -1;
    boolean same = pid > 0 && known.get(1).equals(Long.toString(kernel.pids().startTime(pid)));
    return same ? pid : 0;
  }

  /** Ends the helper if it runs, and removes its files. */
  void stop() {
    List<String> lines = TextFiles.split(TextFiles.read(files.record()), '\n');
    if (lines.size() > 2) {
      int pid = recorded(lines.get(1));
      if (pid > 0) {
        end(pid, lines.get(1).endsWith(PUBLISHES.trim()));
      }
    } else if (!lines.get(0).isEmpty()) {
      endAllWithArgument(lines.get(0));
    }
    reap();
    files.delete();
  }

  /** Returns the end of what the helper said, on one line. */
  String said() {
    List<String> lines = TextFiles.split(TextFiles.read(files.log()), '\n');
    StringBuilder said = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).trim();
      // Old versions of pasta mix complaints about a missing syslog into their messages.
      if (!line.isEmpty() && !line.startsWith("Failed to send ")) {
        said.append(said.isEmpty() ? "" : "; ").append(line);
      }
    }
    String text = said.toString();
    return text.length() <= LOG_TAIL ? text : text.substring(text.length() - LOG_TAIL);
  }

  /**
   * Kills a helper; it has nothing to tidy up. Only one that listens is waited for, so that a
   * restart finds its ports free: the kernel takes up to 50 ms to take the interface down.
   */
  private void end(int pid, boolean wait) {
    Pids pids = kernel.pids();
    if (pids.kill(pid, Signals.SIGKILL) && wait) {
      pids.awaitExit(pid, STOP_MILLIS);
    }
  }

  /** Ends every helper that was started with this argument. */
  void endAllWithArgument(String argument) {
    String[] names = new File("/proc").list();
    for (int i = 0; names != null && i < names.length; i++) {
      int pid = Ipv4.number(names[i], Integer.MAX_VALUE);
      if (pid > 0 && isHelper(TextFiles.split(commandLine(pid), '\0'), argument)) {
        end(pid, true);
      }
    }
  }

  private static String commandLine(int pid) {
    return TextFiles.read("/proc/" + pid + "/cmdline");
  }

  private static boolean isHelper(List<String> arguments, String argument) {
    String program = arguments.get(0).substring(arguments.get(0).lastIndexOf('/') + 1);
    return (program.equals(UserNetworkKind.PASTA.program())
            || program.equals(UserNetworkKind.SLIRP4NETNS.program()))
        && arguments.contains(argument);
  }
}
