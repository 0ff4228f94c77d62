package dev.kapok.cli;

import dev.kapok.libpod.AttachOptions;
import dev.kapok.libpod.ContainerLifecycle;
import dev.kapok.libpod.ContainerUpkeep;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.RemoveOptions;
import dev.kapok.libpod.RunResult;
import dev.kapok.libpod.model.ContainerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows every container but "nosuch"; "busy" runs. Remembers what it was told. */
final class FakeLifecycle implements ContainerLifecycle, ContainerUpkeep {
  final List<String> calls = new ArrayList<>();
  final List<ContainerRequest> requests = new ArrayList<>();
  int exitCode;

  private String call(String verb, String name) {
    if (name.equals("nosuch")) {
      throw new KapokException(KapokException.Kind.NOT_FOUND, "no container \"nosuch\"");
    }
    calls.add(verb + " " + name);
    return name;
  }

  @Override
  public String create(ContainerRequest request) {
    requests.add(request);
    return "id";
  }

  @Override
  public RunResult run(ContainerRequest request, @Nullable AttachOptions attach) {
    requests.add(request);
    if ("missing".equals(request.rootFs().image())) {
      throw new KapokException(KapokException.Kind.COMMAND_NOT_FOUND, "no such command");
    }
    if ("unwritable".equals(request.rootFs().image())) {
      throw new UncheckedIOException("write /x: no space left", new IOException("no space left"));
    }
    return new RunResult("id", attach == null ? 0 : exitCode);
  }

  @Override
  public String start(String nameOrId) {
    return call("start", nameOrId);
  }

  @Override
  public String stop(String nameOrId, @Nullable Integer timeout) {
    return call("stop " + timeout, nameOrId);
  }

  @Override
  public String kill(String nameOrId, int signal) {
    return call("kill " + signal, nameOrId);
  }

  @Override
  public String restart(String nameOrId, @Nullable Integer timeout) {
    return call("restart " + timeout, nameOrId);
  }

  @Override
  public String remove(String nameOrId, RemoveOptions options) {
    if (nameOrId.equals("busy") && !options.force()) {
      throw new KapokException(KapokException.Kind.WRONG_STATE, "busy runs");
    }
    return call("remove", nameOrId);
  }

  @Override
  public void removeAll(List<String> nameOrIds, RemoveOptions options, Outcome outcome) {
    for (String nameOrId : nameOrIds) {
      try {
        remove(nameOrId, options);
        outcome.done(nameOrId);
      } catch (KapokException e) {
        outcome.failed(e);
      }
    }
  }

  @Override
  public String rename(String nameOrId, String newName) {
    return call("rename " + newName, nameOrId);
  }

  @Override
  public void announceStop(List<String> nameOrIds, @Nullable Integer timeout) {}

  @Override
  public void cleanup(String nameOrId, boolean stoppedOnly, boolean remove) {
    call("cleanup " + stoppedOnly + " " + remove, nameOrId);
  }

  @Override
  public void startAgain(String nameOrId, long finished) {
    call("start again " + finished, nameOrId);
  }

  @Override
  public void sweep(boolean patient) {
    call("sweep", "");
  }
}
