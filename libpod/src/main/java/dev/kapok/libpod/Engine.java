package dev.kapok.libpod;

import dev.kapok.sys.Kernel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The engine as its users see it: constructed once per process, opens what is asked for.
 *
 * <p>Has no logic of its own; belongs to one thread.
 */
public final class Engine implements AutoCloseable {
  private final Kernel kernel;
  private final EngineConfig config;
  private @Nullable ContainerLifecycle lifecycle;
  private @Nullable ContainerIo io;
  private @Nullable ContainerQueries queries;

  /** Remembers its surroundings; touches nothing yet. */
  public Engine(Kernel kernel, EngineConfig config) {
    this.kernel = kernel;
    this.config = config;
  }

  /** Returns the way to the operating system. */
  public Kernel kernel() {
    return kernel;
  }

  /** Returns what was configured. */
  public EngineConfig config() {
    return config;
  }

  /** Returns what moves containers through their life. */
  public ContainerLifecycle lifecycle() {
    return Objects.requireNonNull(lifecycle);
  }

  /** Returns what joins this process to containers. */
  public ContainerIo io() {
    return Objects.requireNonNull(io);
  }

  /** Returns what tells about containers. */
  public ContainerQueries queries() {
    return Objects.requireNonNull(queries);
  }

  @Override
  public void close() {}
}
