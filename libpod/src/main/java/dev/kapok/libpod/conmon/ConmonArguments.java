package dev.kapok.libpod.conmon;

import java.util.ArrayList;
import java.util.List;

/** Turns a request into conmon's command line. */
final class ConmonArguments {
  private final List<String> argv = new ArrayList<>();

  private ConmonArguments() {}

  static List<String> of(String conmon, ConmonRequest request) {
    ConmonArguments arguments = new ConmonArguments();
    arguments.add(conmon);
    arguments.identity(request);
    arguments.runtime(request);
    arguments.streams(request);
    arguments.exitCommand(request.exitCommand());
    return arguments.argv;
  }

  private void identity(ConmonRequest request) {
    // --api-version is a bare flag; conmon ignores the word after it.
    add("--api-version", "1", "-c", request.id(), "-u", request.id(), "-n", request.name());
    add("-b", request.bundle(), "-p", request.pidFile());
    add("--conmon-pidfile", request.conmonPidFile());
    add("--exit-dir", request.exitDir(), "--persist-dir", request.persistDir());
    add("--full-attach");
  }

  private void runtime(ConmonRequest request) {
    add("-r", request.runtime());
    for (int i = 0; i < request.runtimeArgs().size(); i++) {
      add("--runtime-arg", request.runtimeArgs().get(i));
    }
    add("--runtime-arg", "--log-format=json");
    add("--runtime-arg", "--log", "--runtime-arg=" + request.runtimeLog());
    if (request.systemdCgroup()) {
      add("-s");
    }
  }

  private void streams(ConmonRequest request) {
    String logPath = request.logPath();
    // Without this conmon waits for the disk before it tells anybody that the container ended.
    add("--no-sync-log");
    add("-l", logPath == null ? "none" : "k8s-file:" + logPath);
    add("--log-level", request.logLevel());
    if (request.logSizeMax() > 0) {
      add("--log-size-max", Long.toString(request.logSizeMax()));
    }
    if (request.syslog()) {
      add("--syslog");
    }
    if (request.terminal()) {
      add("-t");
    } else if (request.stdin()) {
      add("-i");
    }
    ConmonRequest.Exec exec = request.exec();
    if (exec != null) {
      add("-e", "--exec-process-spec", exec.processSpec());
      if (exec.attach()) {
        add("--exec-attach");
      }
      if (exec.preserveFds() > 0) {
        add("--runtime-opt", "--preserve-fds");
        add("--runtime-opt", Integer.toString(exec.preserveFds()));
      }
    }
  }

  private void exitCommand(List<String> command) {
    for (int i = 0; i < command.size(); i++) {
      add(i == 0 ? "--exit-command" : "--exit-command-arg", command.get(i));
    }
  }

  private void add(String... words) {
    for (String word : words) {
      argv.add(word);
    }
  }
}
