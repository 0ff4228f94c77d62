package dev.kapok.libpod.system;

import dev.kapok.image.ImageSpace;
import dev.kapok.libpod.CheckOptions;
import dev.kapok.libpod.CheckReport;
import dev.kapok.libpod.DiskUsage;
import dev.kapok.libpod.EngineSystem;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.verb.Upkeep;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Hands each call to its verb. */
public final class LocalSystem implements EngineSystem {
  private final EngineParts parts;

  /** Works with the parts of an engine. */
  public LocalSystem(EngineParts parts) {
    this.parts = parts;
  }

  @Override
  public DiskUsage usage() {
    return new MeasureUsage(parts).run();
  }

  @Override
  public long imageBytes() {
    return ImageSpace.read(parts.database()).total();
  }

  @Override
  public Map<String, Long> pruneContainers(Map<String, List<String>> filters) {
    return new PruneContainers(parts).run(filters);
  }

  @Override
  public void sweep() {
    new Upkeep(parts).sweep(true);
  }

  @Override
  public CheckReport check(CheckOptions options) {
    return new CheckStore(parts, options).run();
  }

  @Override
  public List<String> reset(@Nullable String keeperFolder) {
    return new ResetStore(parts).run(keeperFolder);
  }

  @Override
  public List<String> migrate(@Nullable String newRuntime, @Nullable String keeperFolder) {
    return new Migrate(parts).run(newRuntime, keeperFolder);
  }
}
