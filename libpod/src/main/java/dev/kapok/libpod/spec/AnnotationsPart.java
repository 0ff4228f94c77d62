package dev.kapok.libpod.spec;

import java.util.List;
import java.util.Map;

/** Notes for runtimes and hooks (config.md, "Annotations"): the user's, and who made this. */
final class AnnotationsPart implements SpecContributor {
  @Override
  public void contribute(SpecContext context, SpecBuilder spec) {
    List<String[]> annotations = spec.annotations();
    Map<String, String> wanted = context.config().annotations();
    if (!wanted.containsKey("io.container.manager")) {
      annotations.add(new String[] {"io.container.manager", "kapok"});
    }
    Integer signal = context.config().lifecycle().stopSignal();
    String stopSignal = "org.opencontainers.image.stopSignal";
    if (signal != null && !wanted.containsKey(stopSignal)) {
      annotations.add(new String[] {stopSignal, Integer.toString(signal)});
    }
    for (Map.Entry<String, String> entry : wanted.entrySet()) {
      annotations.add(new String[] {entry.getKey(), entry.getValue()});
    }
  }
}
