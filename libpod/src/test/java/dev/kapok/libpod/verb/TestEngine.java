package dev.kapok.libpod.verb;

import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.libpod.EngineConfig;
import dev.kapok.libpod.NetworkDirectories;
import dev.kapok.libpod.UserNamespaceDefaults;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerState;
import dev.kapok.libpod.model.Status;
import dev.kapok.libpod.parts.Clock;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.storage.StorageConfig;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.TestKernel;
import dev.kapok.sys.process.ProcessSpec;
import dev.kapok.sys.sql.Tx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * An engine in a scratch folder whose runtime does nothing and whose containers are plain processes
 * of the test.
 */
public final class TestEngine implements AutoCloseable {
  /** Stands still; sleeping makes it go. */
  public static final class FakeClock implements Clock {
    private long now = 1_000_000_000_000L;

    @Override
    public long now() {
      return now;
    }

    @Override
    public void sleep(long millis) {
      now += millis * 1_000_000;
    }
  }

  public final Kernel kernel = TestKernel.get();
  public final FakeClock clock = new FakeClock();
  public final EngineParts parts;

  /** The path of a program called runc, which succeeds at everything. */
  public final String runtime;

  public TestEngine(Path folder) throws IOException {
    this(folder, folder.resolve("root/volumes"));
  }

  public TestEngine(Path folder, Path volumes) throws IOException {
    Path program = Files.writeString(folder.resolve("runc"), "#!/bin/sh\nexit 0\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    runtime = program.toString();
    String root = folder + "/root";
    String runRoot = folder + "/run";
    ContainerDefaults defaults =
        new ContainerDefaults(
            List.of(),
            List.of("PATH=/bin", "TERM=xterm"),
            List.of(),
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            "none",
            null,
            "k8s-file",
            -1,
            -1,
            65_536,
            10,
            "0022",
            "",
            "/init",
            false,
            false,
            List.of(),
            UserNamespaceDefaults.BUILT_IN);
    parts =
        new EngineParts(
            kernel,
            new EngineConfig(
                new EngineConfig.Directories(
                    root,
                    runRoot,
                    runRoot + "/tmp",
                    volumes.toString(),
                    NetworkDirectories.only(root + "/networks")),
                new EngineConfig.Programs(
                    runtime,
                    Map.of(),
                    List.of(),
                    List.of(),
                    "/bin:/usr/bin",
                    "",
                    List.of(),
                    List.of(),
                    List.of(folder + "/plugins")),
                new StorageConfig(root, runRoot, "overlay", List.of(), false),
                "cgroupfs",
                List.of(),
                "none",
                "warn",
                false,
                () -> defaults),
            clock);
  }

  /** Records a container. */
  public Container insert(Container container) {
    try (Tx tx = parts.database().begin()) {
      parts.containers().insert(tx, container);
      parts.dependencies().insert(tx, container.config());
      parts.containers().save(tx, container.config().id(), container.state());
      tx.commit();
    }
    return container;
  }

  /** Starts a program as a container's process would be, and reaps it. */
  public int spawn(String... argv) {
    int pid =
        kernel.processes().spawn(new ProcessSpec(List.of(argv), List.of(), "/", List.of(), true));
    Thread reaper = new Thread(() -> kernel.processes().await(pid));
    reaper.setDaemon(true);
    reaper.start();
    return pid;
  }

  /** Returns a container that runs as this process, with this test as its monitor. */
  public Container running(Container container, int pid) {
    int self = kernel.pids().self();
    ContainerState state =
        new ContainerState(
            Status.RUNNING,
            pid,
            kernel.pids().startTime(pid),
            self,
            kernel.pids().startTime(self),
            parts.boot().id(),
            clock.now(),
            0,
            0,
            false,
            0,
            false,
            null,
            null);
    return new Container(container.config(), state);
  }

  /** Leaves an exit code as conmon does. */
  public void exited(Container container, int code) {
    String id = container.config().id();
    parts.disk().makeFolders(parts.paths().exits(), 0700);
    parts.disk().write(parts.paths().exit(id), Integer.toString(code), 0600);
  }

  @Override
  public void close() {
    parts.close();
  }
}
