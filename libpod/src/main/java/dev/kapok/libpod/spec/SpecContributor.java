package dev.kapok.libpod.spec;

/**
 * Knows one subject of the runtime specification and nothing of the others.
 *
 * <p>A contributor computes: it reads the context and the facts behind it, and fills its part of
 * the builder. What it needs of an earlier contributor it asks the builder for; {@link
 * SpecPipeline} has the order.
 */
interface SpecContributor {
  /**
   * Fills in this part.
   *
   * @throws dev.kapok.libpod.KapokException of kind INVALID where what was asked for cannot be had
   */
  void contribute(SpecContext context, SpecBuilder spec);
}
