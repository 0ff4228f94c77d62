package dev.kapok.network.cni;

import dev.kapok.sys.Errno;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.json.Json;
import dev.kapok.sys.json.JsonException;
import dev.kapok.sys.process.ProcessResult;
import dev.kapok.sys.process.ProcessRunner;
import dev.kapok.sys.process.ProcessSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A plugin that is a program: arguments in its environment, the configuration on its standard
 * input, the result or an error object on its standard output (CNI SPEC.md, "Execution protocol").
 */
final class ExternalPlugin implements CniPlugin {
  /** A DHCP lease may take some ten seconds; what takes longer hangs. */
  static final long TIMEOUT_MILLIS = 60_000;

  private static final int SIGNAL_BASE = 128;
  private static final int LAST_SIGNAL = 64;
  private static final int TAIL = 500;

  private final ProcessRunner processes;
  private final List<String> env;
  private final String type;
  private final String program;
  private final long timeout;

  ExternalPlugin(ProcessRunner processes, List<String> env, String type, String program) {
    this(processes, env, type, program, TIMEOUT_MILLIS);
  }

  ExternalPlugin(
      ProcessRunner processes, List<String> env, String type, String program, long timeout) {
    this.processes = processes;
    this.env = env;
    this.type = type;
    this.program = program;
    this.timeout = timeout;
  }

  @Override
  public Map<String, Object> add(PluginCall call) {
    String output = run("ADD", call);
    try {
      return Json.parseObject(output);
    } catch (JsonException e) {
      throw rubbish("ADD", "its result is no JSON object: " + tail(output));
    }
  }

  @Override
  public void del(PluginCall call) {
    String _ = run("DEL", call);
  }

  @Override
  public void check(PluginCall call) {
    String _ = run("CHECK", call);
  }

  @Override
  public void gc(PluginCall call, List<GcAttachment> valid) {
    String _ = run("GC", call);
  }

  @Override
  public void status(PluginCall call) {
    String _ = run("STATUS", call);
  }

  @Override
  public List<String> versions() {
    List<String> environment = new ArrayList<>(env);
    environment.add("CNI_COMMAND=VERSION");
    String output = run("VERSION", "{\"cniVersion\":\"1.0.0\"}", environment);
    try {
      return Json.strings(Json.parseObject(output), "supportedVersions");
    } catch (JsonException e) {
      throw rubbish("VERSION", "it does not say which versions it speaks: " + tail(output));
    }
  }

  private String run(String command, PluginCall call) {
    return run(command, Json.write(call.conf(), null), environment(command, call));
  }

  private List<String> environment(String command, PluginCall call) {
    Attachment attachment = call.attachment();
    List<String> environment = new ArrayList<>(env);
    environment.add("CNI_COMMAND=" + command);
    environment.add("CNI_PATH=" + String.join(":", call.cniPath()));
    if (!attachment.containerId().isEmpty()) {
      environment.add("CNI_CONTAINERID=" + attachment.containerId());
      environment.add("CNI_NETNS=" + attachment.netns());
      environment.add("CNI_IFNAME=" + attachment.ifName());
    }
    if (!attachment.cniArgs().isEmpty()) {
      StringBuilder args = new StringBuilder();
      for (Map.Entry<String, Object> arg : attachment.cniArgs().entrySet()) {
        args.append(args.isEmpty() ? "" : ";").append(arg.getKey()).append('=');
        args.append(arg.getValue());
      }
      environment.add("CNI_ARGS=" + args);
    }
    return environment;
  }

  private String run(String command, String input, List<String> environment) {
    ProcessSpec spec = new ProcessSpec(List.of(program), environment, "/", List.of(), true);
    ProcessResult result;
    try {
      result = processes.run(spec, input.getBytes(StandardCharsets.UTF_8), timeout);
    } catch (SyscallException e) {
      throw notRun(command, e);
    }
    if (!result.ok()) {
      throw failure(command, result);
    }
    return result.stdout();
  }

  private CniException notRun(String command, SyscallException e) {
    if (e.errno() == Errno.ETIMEDOUT) {
      String limit = "it did not end within " + timeout / 1000.0 + " s and was killed";
      return failure(CniException.Kind.TIMED_OUT, command, limit, "");
    }
    String reason = program + " cannot be run: " + e.getMessage();
    return failure(CniException.Kind.MISSING, command, reason, "");
  }

  private CniException failure(String command, ProcessResult result) {
    Map<String, Object> answer;
    try {
      answer = Json.parseObject(result.stdout());
    } catch (JsonException e) {
      answer = Map.of();
    }
    try {
      String msg = Json.string(answer, "msg");
      if (msg != null) {
        String details = Json.string(answer, "details");
        int code = (int) Json.number(answer, "code", CniException.GENERIC);
        return new CniException(
            CniException.Kind.REFUSED, code, command, type, msg, details == null ? "" : details);
      }
    } catch (JsonException e) {
      return rubbish(command, "its error is none of CNI's: " + tail(result.stdout()));
    }
    int signal = result.status() - SIGNAL_BASE;
    if (signal > 0 && signal <= LAST_SIGNAL) {
      String reason = "it was killed by signal " + signal;
      return failure(CniException.Kind.KILLED, command, reason, tail(result.stderr()));
    }
    String said = result.stdout().isEmpty() ? result.stderr() : result.stdout();
    return rubbish(
        command, "it failed with exit code " + result.status() + " and said no why: " + tail(said));
  }

  private CniException rubbish(String command, String reason) {
    return failure(CniException.Kind.RUBBISH, command, reason, "");
  }

  private CniException failure(
      CniException.Kind kind, String command, String reason, String details) {
    return new CniException(kind, CniException.GENERIC, command, type, reason, details);
  }

  private static String tail(String said) {
    String text = said.trim();
    text = text.length() <= TAIL ? text : text.substring(text.length() - TAIL);
    return text.isEmpty() ? "nothing" : text;
  }
}
