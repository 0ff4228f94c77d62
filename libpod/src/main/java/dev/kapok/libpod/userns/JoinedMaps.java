package dev.kapok.libpod.userns;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.sys.IdMap;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.process.ProcessResult;
import dev.kapok.sys.process.ProcessSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The maps of a user namespace that is known by its path. */
final class JoinedMaps {
  private static final String PROC = "/proc/";
  private static final String FILE = "/ns/user";
  private static final long PATIENCE = 10_000;

  private final EngineParts parts;

  JoinedMaps(EngineParts parts) {
    this.parts = parts;
  }

  /**
   * Reads them.
   *
   * @throws KapokException INVALID where there is no user namespace that can be joined
   */
  IdMaps of(String path) {
    try {
      String process = process(path);
      if (process == null) {
        return new IdMaps(inside(path, "uid_map"), inside(path, "gid_map"));
      }
      return new IdMaps(file(process + "/uid_map"), file(process + "/gid_map"));
    } catch (IllegalArgumentException | SyscallException e) {
      throw ModeOptions.invalid("joining the user namespace " + path + ": " + e.getMessage());
    }
  }

  /** Returns {@code /proc/PID} where the path is that of a process's namespace. */
  private static @Nullable String process(String path) {
    if (!path.startsWith(PROC) || !path.endsWith(FILE)) {
      return null;
    }
    String pid = path.substring(PROC.length(), path.length() - FILE.length());
    return SubIds.number(pid) > 0 ? PROC + pid : null;
  }

  private IdMap file(String path) {
    String text = parts.disk().read(path);
    if (text == null) {
      throw new IllegalArgumentException("there is no such process");
    }
    return IdMap.parse(text);
  }

  /** Only somebody inside sees the maps of a namespace without processes. */
  private IdMap inside(String path, String file) {
    String search = parts.config().programs().path();
    String program = parts.kernel().processes().find("nsenter", search);
    String cat = parts.kernel().processes().find("cat", search);
    if (program == null || cat == null) {
      throw new IllegalArgumentException("nsenter, which reads its maps, is missing");
    }
    List<String> argv =
        List.of(program, "--preserve-credentials", "--user=" + path, cat, "/proc/self/" + file);
    ProcessResult result =
        parts
            .kernel()
            .processes()
            .run(new ProcessSpec(argv, List.of(), null, List.of(), false), null, PATIENCE);
    if (result.status() != 0) {
      throw new IllegalArgumentException(result.stderr().trim());
    }
    return IdMap.parse(result.stdout());
  }
}
