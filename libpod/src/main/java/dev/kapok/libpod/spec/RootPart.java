package dev.kapok.libpod.spec;

/** What becomes "/" (config.md, "Root"). */
final class RootPart implements SpecContributor {
  @Override
  public void contribute(SpecContext context, SpecBuilder spec) {
    spec.top().name("root").beginObject().field("path", context.rootFs());
    if (context.config().rootFs().readOnly()) {
      spec.top().field("readonly", true);
    }
    spec.top().endObject();
  }
}
