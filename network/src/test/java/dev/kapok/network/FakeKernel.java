package dev.kapok.network;

import dev.kapok.sys.FileAttributes;
import dev.kapok.sys.FileIo;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Locks;
import dev.kapok.sys.Mounts;
import dev.kapok.sys.Pids;
import dev.kapok.sys.Sockets;
import dev.kapok.sys.Terminals;
import dev.kapok.sys.process.ProcessResult;
import dev.kapok.sys.process.ProcessRunner;
import dev.kapok.sys.process.ProcessSpec;
import dev.kapok.sys.sql.SqlEngine;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A kernel on which one helper can be started. What a test does not use answers 0, false or null.
 */
final class FakeKernel implements Kernel {
  /** The process that every start yields. */
  static final int HELPER = 4711;

  private static final long START_TIME = 99;

  /** What was started. */
  final List<ProcessSpec> spawned = new ArrayList<>();

  /** Processes whose end was taken note of. */
  final List<Integer> awaited = new ArrayList<>();

  /** What sockets say next; an empty text is their end. */
  final Deque<String> answers = new ArrayDeque<>();

  private final Deque<String> pieces = new ArrayDeque<>();

  /** What was written to descriptors. */
  final StringBuilder written = new StringBuilder();

  /** Programs by name. */
  final Map<String, String> programs = new HashMap<>();

  /** What a helper leaves behind when it starts; gets the folder. */
  java.util.function.Consumer<ProcessSpec> onSpawn = _ -> {};

  /** What every program prints for {@code --help}. */
  String help = "";

  int exitStatus;
  boolean alive;

  /** Whether a helper that is alive has not ended yet. */
  boolean stays;

  /** Whether the one namespace is bound to its file. */
  boolean mounted;

  /** Answers for an interface of which the test needs little. */
  private static <T> T idle(
      Class<T> type, Map<String, java.util.function.Function<Object[], Object>> some) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> {
              var answer = some.get(method.getName());
              if (answer != null) {
                return answer.apply(arguments == null ? new Object[0] : arguments);
              }
              Class<?> result = method.getReturnType();
              if (result == boolean.class) {
                return false;
              }
              return result == int.class ? (Object) 0 : result == long.class ? (Object) 0L : null;
            }));
  }

  @Override
  public FileIo io() {
    return idle(
        FileIo.class,
        Map.of(
            "write",
            a -> {
              written.append(new String((byte[]) a[1], StandardCharsets.UTF_8)).append('\n');
              return Objects.requireNonNull(written);
            },
            "rename",
            a -> new java.io.File((String) a[0]).renameTo(new java.io.File((String) a[1]))));
  }

  @Override
  public Sockets sockets() {
    return idle(
        Sockets.class, Map.of("packetPair", _ -> new int[] {10, 11}, "receive", _ -> answer()));
  }

  /** An answer of slirp4netns comes in pieces, and then the stream ends. */
  private byte @Nullable [] answer() {
    if (pieces.isEmpty()) {
      String next = answers.remove();
      boolean stream = next.startsWith("{");
      pieces.add(stream ? next.substring(0, next.length() / 2) : next);
      if (stream) {
        pieces.add(next.substring(next.length() / 2));
        pieces.add("");
      }
    }
    String piece = pieces.remove();
    return piece.isEmpty() ? null : piece.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Pids pids() {
    return idle(
        Pids.class,
        Map.of(
            "startTime",
            a -> alive && (int) a[0] == HELPER ? START_TIME : 0L,
            "kill",
            a -> {
              boolean hit = alive && (int) a[0] == HELPER;
              alive = false;
              return hit;
            },
            "awaitExit",
            a -> !stays || !alive || (int) a[0] != HELPER));
  }

  @Override
  public ProcessRunner processes() {
    return new ProcessRunner() {
      @Override
      public int spawn(ProcessSpec spec) {
        spawned.add(spec);
        alive = true;
        onSpawn.accept(spec);
        return HELPER;
      }

      @Override
      public int await(int pid) {
        awaited.add(pid);
        return exitStatus;
      }

      @Override
      public ProcessResult run(ProcessSpec spec, byte @Nullable [] input, long timeoutMillis) {
        return new ProcessResult(0, "", help);
      }

      @Override
      public @Nullable String find(String program, String path) {
        return programs.get(program);
      }
    };
  }

  @Override
  public FileTree tree() {
    return idle(FileTree.class, Map.of());
  }

  @Override
  public FileAttributes attributes() {
    return idle(FileAttributes.class, Map.of());
  }

  @Override
  public Mounts mounts() {
    return idle(
        Mounts.class,
        Map.of(
            "makeNetworkNamespace",
            a -> {
              TextFiles.write((String) a[0], "", false);
              mounted = true;
              return mounted;
            },
            "isMountPoint",
            _ -> mounted,
            "unmount",
            _ -> {
              boolean was = mounted;
              mounted = false;
              return was;
            },
            "inNetworkNamespace",
            a -> {
              ((Runnable) a[1]).run();
              return true;
            }));
  }

  @Override
  public Locks locks() {
    return idle(Locks.class, Map.of());
  }

  @Override
  public Terminals terminals() {
    return idle(Terminals.class, Map.of());
  }

  @Override
  public SqlEngine sql() {
    return idle(SqlEngine.class, Map.of());
  }
}
