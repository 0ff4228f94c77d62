package dev.kapok.sys.jnr;

import static dev.kapok.sys.jnr.Calls.C;

import dev.kapok.sys.Errno;
import dev.kapok.sys.OpenFlags;
import dev.kapok.sys.Signals;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.process.ProcessResult;
import dev.kapok.sys.process.ProcessRunner;
import dev.kapok.sys.process.ProcessSpec;
import dev.kapok.sys.process.Programs;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class JnrProcessRunner implements ProcessRunner {
  private final JnrPids pids;

  JnrProcessRunner(JnrPids pids) {
    this.pids = pids;
  }

  @Override
  public int spawn(ProcessSpec spec) {
    return new Spawn(spec, spec.fds()).start();
  }

  @Override
  public int await(int pid) {
    int[] status = new int[1];
    Calls.check("wait for", "process " + pid, () -> C.waitpid(pid, status, 0));
    int signal = status[0] & 0x7f;
    return signal != 0 ? 128 + signal : (status[0] >> 8) & 0xff;
  }

  @Override
  public ProcessResult run(ProcessSpec spec, byte @Nullable [] input, long timeoutMillis) {
    int[][] pipes = pipes(input != null);
    int[] in = pipes[0];
    int[] out = pipes[1];
    int[] err = pipes[2];
    byte[] fed = input == null ? new byte[0] : input;
    Conversation talk = new Conversation(new int[] {in[1], out[0], err[0]}, fed);
    try {
      int pid;
      try {
        pid = new Spawn(spec, withStandard(spec.fds(), in[0], out[1], err[1])).start();
      } finally {
        for (int fd : new int[] {in[0], out[1], err[1]}) {
          C.close(fd);
        }
      }
      boolean inTime = talk.talk(pids, pid, timeoutMillis);
      if (!inTime) {
        pids.kill(spec.newSession() ? -pid : pid, Signals.SIGKILL);
      }
      int status = await(pid);
      if (!inTime) {
        throw new SyscallException("run", Errno.ETIMEDOUT, spec.argv().get(0));
      }
      return new ProcessResult(status, talk.output(0), talk.output(1));
    } finally {
      talk.close();
    }
  }

  @Override
  public @Nullable String find(String program, String path) {
    return Programs.find(program, path);
  }

  /** Makes the pipes for input (where there is some), output and errors: all of them, or none. */
  private static int[][] pipes(boolean withInput) {
    int[][] pipes = {{-1, -1}, {-1, -1}, {-1, -1}};
    try {
      for (int i = withInput ? 0 : 1; i < pipes.length; i++) {
        pipes[i] = pipe();
      }
      return pipes;
    } catch (SyscallException e) {
      for (int[] pipe : pipes) {
        C.close(pipe[0]);
        C.close(pipe[1]);
      }
      throw e;
    }
  }

  private static int[] pipe() {
    int[] pair = new int[2];
    Calls.check("pipe", (String) null, () -> C.pipe2(pair, OpenFlags.O_CLOEXEC));
    return pair;
  }

  private static List<Integer> withStandard(List<Integer> fds, int in, int out, int err) {
    List<Integer> all = new ArrayList<>(List.of(in, out, err));
    if (fds.size() > 3) {
      all.addAll(fds.subList(3, fds.size()));
    }
    return all;
  }
}
