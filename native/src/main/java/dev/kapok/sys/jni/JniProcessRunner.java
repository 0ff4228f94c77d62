package dev.kapok.sys.jni;

import dev.kapok.sys.Signals;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.process.ProcessResult;
import dev.kapok.sys.process.ProcessRunner;
import dev.kapok.sys.process.ProcessSpec;
import dev.kapok.sys.process.Programs;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class JniProcessRunner implements ProcessRunner {
  static final JniProcessRunner INSTANCE = new JniProcessRunner();

  private static final int NONE = -1;

  @Override
  public int spawn(ProcessSpec spec) {
    List<Integer> fds = spec.fds();
    int[] numbers = new int[fds.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = fds.get(i);
    }
    return spawn(spec, numbers);
  }

  @Override
  public int await(int pid) {
    return Result.check(Natives.waitFor(pid), "wait for", "process " + pid);
  }

  @Override
  public ProcessResult run(ProcessSpec spec, byte @Nullable [] input, long timeoutMillis) {
    int[] in = {NONE, NONE};
    int[] out = {NONE, NONE};
    int[] err = {NONE, NONE};
    int pid;
    try {
      if (input != null) {
        Result.check(Natives.pipe(in), "pipe", (String) null);
      }
      Result.check(Natives.pipe(out), "pipe", (String) null);
      Result.check(Natives.pipe(err), "pipe", (String) null);
      pid = spawn(spec, withStandard(spec.fds(), in[0], out[1], err[1]));
    } catch (SyscallException e) {
      close(in[1]);
      close(out[0]);
      close(err[0]);
      throw e;
    } finally {
      close(in[0]);
      close(out[1]);
      close(err[1]);
    }
    return communicate(spec, pid, new int[] {in[1], out[0], err[0]}, input, timeoutMillis);
  }

  @Override
  public @Nullable String find(String program, String path) {
    return Programs.find(program, path);
  }

  private ProcessResult communicate(
      ProcessSpec spec, int pid, int[] pipes, byte @Nullable [] input, long timeoutMillis) {
    byte[][] outputs = new byte[2][];
    int result = Natives.communicate(pid, pipes, input, timeoutMillis, outputs);
    if (result < 0) {
      Natives.kill(spec.newSession() ? -pid : pid, Signals.SIGKILL);
    }
    int status = await(pid);
    Result.check(result, "run", spec.argv().get(0));
    return new ProcessResult(status, Result.text(outputs[0]), Result.text(outputs[1]));
  }

  private static int spawn(ProcessSpec spec, int[] fds) {
    String directory = spec.directory();
    int[] atDirectory = new int[1];
    int result =
        Natives.spawn(
            texts(spec.argv()),
            texts(spec.env()),
            directory == null ? null : Result.bytes(directory),
            fds,
            spec.newSession(),
            atDirectory);
    if (result < 0 && atDirectory[0] != 0) {
      throw new SyscallException("change to the directory", -result, directory);
    }
    return Result.check(result, "start", spec.argv().get(0));
  }

  private static int[] withStandard(List<Integer> fds, int in, int out, int err) {
    int[] all = new int[Math.max(3, fds.size())];
    for (int i = 3; i < fds.size(); i++) {
      all[i] = fds.get(i);
    }
    all[0] = in;
    all[1] = out;
    all[2] = err;
    return all;
  }

  private static byte[][] texts(List<String> list) {
    byte[][] texts = new byte[list.size()][];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = Result.bytes(list.get(i));
    }
    return texts;
  }

  private static void close(int fd) {
    if (fd != NONE) {
      Natives.close(fd);
    }
  }
}
