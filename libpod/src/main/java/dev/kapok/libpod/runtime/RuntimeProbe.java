package dev.kapok.libpod.runtime;

import dev.kapok.libpod.EnginePaths;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.disk.Disk;
import dev.kapok.libpod.lock.ObjectLocks;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.file.RandomId;
import dev.kapok.sys.json.JsonWriter;
import dev.kapok.sys.process.ProcessResult;
import dev.kapok.sys.process.ProcessSpec;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a runtime works: it is told to create a container whose command does not exist,
 * and works if it gets far enough to complain about that.
 */
final class RuntimeProbe {
  private static final String COMMAND = "/kapok-probe";
  private static final int ID_LENGTH = 64;
  private static final long PATIENCE = 20_000;

  private final Kernel kernel;
  private final Disk disk;
  private final EnginePaths paths;

  RuntimeProbe(Kernel kernel, Disk disk, EnginePaths paths) {
    this.kernel = kernel;
    this.disk = disk;
    this.paths = paths;
  }

  /** Returns why the runtime does not work, null where it does. */
  @Nullable String whyNot(OciRuntime runtime) {
    // An id like a container's, and locked like one: what a killed probe leaves is swept.
    String id = new RandomId(kernel.io()).hex(ID_LENGTH);
    String bundle = paths.bundle(id);
    ObjectLocks locks = new ObjectLocks(kernel, disk, paths);
    int lock = locks.lock(id);
    try {
      disk.makeFolders(bundle + "/rootfs", 0700);
      disk.write(bundle + "/config.json", spec(), 0600);
      ProcessResult result = run(runtime, bundle, id);
      String error = RuntimeLog.lastError(result.stderr());
      return result.ok() || error.contains(COMMAND) ? null : error;
    } catch (SyscallException e) {
      return e.getMessage();
    } finally {
      forget(runtime, id);
      disk.deleteTree(bundle);
      locks.forget(id);
      locks.unlock(lock);
    }
  }

  private ProcessResult run(OciRuntime runtime, String bundle, String id) {
    List<String> argv = new ArrayList<>();
    argv.add(runtime.path());
    argv.addAll(runtime.globalArgs());
    argv.add("--log-format=json");
    argv.add("create");
    argv.add("--bundle");
    argv.add(bundle);
    argv.add(id);
    return kernel
        .processes()
        .run(new ProcessSpec(argv, List.of(), "/", List.of(), true), null, PATIENCE);
  }

  private static void forget(OciRuntime runtime, String id) {
    try {
      runtime.delete(id).await();
    } catch (KapokException e) {
      // Nothing was created, as expected.
    }
  }

  private static String spec() {
    JsonWriter json = new JsonWriter();
    json.beginObject().field("ociVersion", "1.0.2");
    json.name("root").beginObject().field("path", "rootfs").endObject();
    json.name("process").beginObject().field("cwd", "/");
    json.strings("args", List.of(COMMAND));
    json.name("user").beginObject().field("uid", 0).field("gid", 0).endObject();
    json.endObject().name("mounts").beginArray().beginObject();
    json.field("destination", "/proc").field("type", "proc").field("source", "proc");
    json.endObject().endArray().name("linux").beginObject().name("namespaces").beginArray();
    for (String type : new String[] {"pid", "mount", "ipc", "uts"}) {
      json.beginObject().field("type", type).endObject();
    }
    json.endArray().endObject().endObject();
    return json.toString();
  }
}
