package dev.kapok.network.link;

import dev.kapok.sys.Errno;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.process.ProcessResult;
import dev.kapok.sys.process.ProcessSpec;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the host's network programs: ip, nft, nsenter, sh. */
public final class Tools {
  /** How long a program may take, in milliseconds; the kernel's network lock can be busy. */
  private static final long LIMIT_MILLIS = 60_000;

  private static final String PATH = "/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin";

  private final Kernel kernel;
  private final Map<String, String> found = new HashMap<>();

  /** Runs programs by the kernel given. */
  public Tools(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Runs a program to its end.
   *
   * @param netns the namespace it runs in, by path; null for this process's own
   * @param argv the program's name and its arguments
   * @param input what it reads from its standard input
   * @throws LinkException where the program is missing or does not end
   */
  public ProcessResult run(@Nullable String netns, List<String> argv, String input) {
    ProcessSpec spec = spec(netns, argv, -1);
    byte[] bytes = input.getBytes(StandardCharsets.UTF_8);
    try {
      return kernel.processes().run(spec, bytes, LIMIT_MILLIS);
    } catch (SyscallException e) {
      throw failure(argv.get(0), e);
    }
  }

  /**
   * Starts a program that reads and says nothing; its end is waited for by {@link #await}.
   *
   * @return its process id
   */
  public int start(List<String> argv) {
    return start(argv, -1);
  }

  private int start(List<String> argv, int output) {
    try {
      return kernel.processes().spawn(spec(null, argv, output));
    } catch (SyscallException e) {
      throw failure(argv.get(0), e);
    }
  }

  /**
   * A program that runs.
   *
   * @param pid its process id
   * @param output where its output can be read
   */
  public record Started(int pid, int output) {}

  /** What became of a program, and what it said. */
  public record Ended(boolean ok, String output) {}

  /** As {@link #start}, for one that says something; {@link #end} has to follow. */
  public Started begin(List<String> argv) {
    int[] pipe = kernel.sockets().pipe();
    boolean started = false;
    try {
      Started program = new Started(start(argv, pipe[1]), pipe[0]);
      started = true;
      return program;
    } finally {
      kernel.io().close(pipe[1]);
      if (!started) {
        kernel.io().close(pipe[0]);
      }
    }
  }

  /** Waits for a program that was begun. */
  public Ended end(Started program) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      int length = kernel.io().read(program.output, buffer, 0, buffer.length);
      while (length > 0) {
        text.write(buffer, 0, length);
        length = kernel.io().read(program.output, buffer, 0, buffer.length);
      }
    } finally {
      kernel.io().close(program.output);
    }
    return new Ended(await(program.pid), text.toString(StandardCharsets.UTF_8));
  }

  /** Tells whether the host has a program. */
  public boolean has(String program) {
    return found.containsKey(program) || kernel.processes().find(program, PATH) != null;
  }

  /** Waits for a program that was started; tells whether it ended well. */
  public boolean await(int pid) {
    return kernel.processes().await(pid) == 0;
  }

  private ProcessSpec spec(@Nullable String netns, List<String> argv, int output) {
    List<String> whole = new ArrayList<>(argv.size() + 2);
    if (netns != null) {
      whole.add(path("nsenter"));
      whole.add("--net=" + netns);
    }
    whole.add(path(argv.get(0)));
    whole.addAll(argv.subList(1, argv.size()));
    List<String> env = List.of("PATH=" + PATH, "LC_ALL=C");
    return new ProcessSpec(whole, env, "/", List.of(-1, output, -1), true);
  }

  /** Returns the file of a program. */
  private String path(String name) {
    String path = found.get(name);
    if (path == null) {
      path = kernel.processes().find(name, PATH);
      if (path == null) {
        throw new LinkException(
            "find "
                + name
                + ": there is no such program in "
                + PATH
                + "; bridge networks need the packages iproute2, nftables and util-linux: install"
                + " them, or use --network=slirp4netns, host or none");
      }
      found.put(name, path);
    }
    return path;
  }

  private static LinkException failure(String program, SyscallException cause) {
    String why =
        cause.errno() == Errno.ETIMEDOUT
            ? "it did not end within " + LIMIT_MILLIS / 1000 + " s"
            : cause.getMessage();
    return new LinkException("run " + program + ": " + why);
  }
}
