package dev.kapok.network.plugin;

import dev.kapok.sys.FileAttributes;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Locks;
import dev.kapok.sys.Mounts;
import dev.kapok.sys.Pids;
import dev.kapok.sys.Sockets;
import dev.kapok.sys.Terminals;
import dev.kapok.sys.TestKernel;
import dev.kapok.sys.process.ProcessResult;
import dev.kapok.sys.process.ProcessRunner;
import dev.kapok.sys.process.ProcessSpec;
import dev.kapok.sys.sql.SqlEngine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Files and locks are real; programs are written down, and answer as the test says. */
public final class RecordingKernel implements Kernel {
  /** Each program's words without folders, then what it read. */
  public final List<String> ran = new ArrayList<>();

  /** How programs begin that this host does not have; "" where it has all. */
  public String missing = "";

  private final Map<String, ProcessResult> answers = new LinkedHashMap<>();
  private final List<String> once = new ArrayList<>();

  /** Has programs whose record contains a text answer so. */
  public RecordingKernel answer(String contained, ProcessResult result) {
    answers.put(contained, result);
    return this;
  }

  /** As {@link #answer}, for the first of them only. */
  public RecordingKernel answerOnce(String contained, ProcessResult result) {
    once.add(contained);
    return answer(contained, result);
  }

  private ProcessResult record(ProcessSpec spec, String input) {
    StringBuilder text = new StringBuilder();
    for (String word : spec.argv()) {
      text.append(text.isEmpty() ? "" : " ").append(word.replace("/usr/bin/", ""));
    }
    String record = text + (input.isEmpty() ? "" : "\n" + input);
    ran.add(record);
    for (String contained : List.copyOf(answers.keySet())) {
      if (record.contains(contained)) {
        ProcessResult answer = Objects.requireNonNull(answers.get(contained));
        if (once.remove(contained)) {
          answers.remove(contained);
        }
        return answer;
      }
    }
    return new ProcessResult(0, "", "");
  }

  @Override
  public ProcessRunner processes() {
    return new ProcessRunner() {
      @Override
      public int spawn(ProcessSpec spec) {
        return record(spec, "").status() + 1000;
      }

      @Override
      public int await(int pid) {
        return pid - 1000;
      }

      @Override
      public ProcessResult run(ProcessSpec spec, byte @Nullable [] input, long timeoutMillis) {
        return record(spec, input == null ? "" : new String(input, StandardCharsets.UTF_8));
      }

      @Override
      public @Nullable String find(String program, String path) {
        return !missing.isEmpty() && program.startsWith(missing) ? null : "/usr/bin/" + program;
      }
    };
  }

  @Override
  public FileIo io() {
    return TestKernel.get().io();
  }

  @Override
  public FileTree tree() {
    return TestKernel.get().tree();
  }

  @Override
  public FileAttributes attributes() {
    return TestKernel.get().attributes();
  }

  @Override
  public Mounts mounts() {
    return TestKernel.get().mounts();
  }

  @Override
  public Locks locks() {
    return TestKernel.get().locks();
  }

  @Override
  public Pids pids() {
    return TestKernel.get().pids();
  }

  @Override
  public Sockets sockets() {
    return TestKernel.get().sockets();
  }

  @Override
  public Terminals terminals() {
    return TestKernel.get().terminals();
  }

  @Override
  public SqlEngine sql() {
    return TestKernel.get().sql();
  }
}
