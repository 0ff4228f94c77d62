package dev.kapok.libpod.verb;

import dev.kapok.libpod.AttachOptions;
import dev.kapok.libpod.ContainerIo;
import dev.kapok.libpod.ExecRequest;
import dev.kapok.libpod.LogOptions;
import dev.kapok.libpod.LogSink;
import dev.kapok.libpod.RunResult;
import dev.kapok.libpod.parts.EngineParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands each call to its verb. */
public final class Streams implements ContainerIo {
  private final EngineParts parts;

  /** Works with these parts. */
  public Streams(EngineParts parts) {
    this.parts = parts;
  }

  @Override
  public int startAttached(String nameOrId, AttachOptions options) {
    return new AttachContainer(parts).start(parts.containers().find(nameOrId), options);
  }

  @Override
  public int attach(String nameOrId, AttachOptions options) {
    return new AttachContainer(parts).attach(parts.containers().find(nameOrId), options);
  }

  @Override
  public RunResult exec(String nameOrId, ExecRequest request, @Nullable AttachOptions options) {
    return ExecInContainer.exec(parts, nameOrId, request, options);
  }

  @Override
  public void logs(List<String> nameOrIds, LogOptions options, List<? extends LogSink> sinks) {
    new ContainerLogs(parts, options).read(nameOrIds, sinks);
  }

  @Override
  public int await(String nameOrId, List<String> conditions, long intervalMillis) {
    return new WaitContainer(parts).await(nameOrId, conditions, intervalMillis);
  }
}
