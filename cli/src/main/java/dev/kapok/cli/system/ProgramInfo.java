package dev.kapok.cli.system;

import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.process.ProcessResult;
import dev.kapok.sys.process.ProcessSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks programs for their versions. */
final class ProgramInfo {
  private static final long PATIENCE_MILLIS = 5000;

  private final Kernel kernel;
  private final String path;
  private final List<String> environment;

  ProgramInfo(Kernel kernel, String path, List<String> environment) {
    this.kernel = kernel;
    this.path = path;
    this.environment = environment;
  }

  /** Returns a program's path, null where there is none. */
  @Nullable String find(String name) {
    return kernel.processes().find(name, path);
  }

  /** Returns path and version of a program; empty texts where it is missing. */
  Map<String, Object> of(String pathKey, @Nullable String program) {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put(pathKey, program == null ? "" : program);
    info.put("version", program == null ? "" : version(program));
    return info;
  }

  private String version(String program) {
    ProcessSpec spec =
        new ProcessSpec(
            List.of(program, "--version"), environment, null, List.of(-1, -1, -1), false);
    try {
      ProcessResult result = kernel.processes().run(spec, null, PATIENCE_MILLIS);
      return result.stdout().strip();
    } catch (SyscallException e) {
      return "unknown: " + e.getMessage();
    }
  }
}
