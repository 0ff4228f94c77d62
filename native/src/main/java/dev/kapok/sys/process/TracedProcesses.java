package dev.kapok.sys.process;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each program that is started, with its words but neither its environment nor its input,
 * and with what code it ended.
 */
public final class TracedProcesses implements ProcessRunner {
  private final ProcessRunner processes;
  private final Consumer<String> trace;

  /** Starts programs by another runner, and tells {@code trace}. */
  public TracedProcesses(ProcessRunner processes, Consumer<String> trace) {
    this.processes = processes;
    this.trace = trace;
  }

  @Override
  public int spawn(ProcessSpec spec) {
    int pid = processes.spawn(spec);
    trace.accept("started process " + pid + ": " + line(spec.argv()));
    return pid;
  }

  @Override
  public int await(int pid) {
    int code = processes.await(pid);
    trace.accept("process " + pid + " ended with " + code);
    return code;
  }

  @Override
  public ProcessResult run(ProcessSpec spec, byte @Nullable [] input, long timeoutMillis) {
    trace.accept("running " + line(spec.argv()));
    return processes.run(spec, input, timeoutMillis);
  }

  @Override
  public @Nullable String find(String program, String path) {
    return processes.find(program, path);
  }

  private static String line(List<String> argv) {
    return String.join(" ", argv);
  }
}
