package dev.kapok.image.list;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user says of an instance in place of what its image says.
 *
 * @param os null to leave it as it is; so for the other texts
 * @param osFeatures empty to leave them as they are; so for the other lists
 * @param annotations that are added to those that are there
 */
public record InstanceChange(
    @Nullable String os,
    @Nullable String architecture,
    @Nullable String variant,
    @Nullable String osVersion,
    List<String> osFeatures,
    List<String> features,
    Map<String, String> annotations) {
  /** Copies the lists. */
  public InstanceChange {
    osFeatures = List.copyOf(osFeatures);
    features = List.copyOf(features);
    annotations = new LinkedHashMap<>(annotations);
  }

  /** Changes nothing. */
  public static final InstanceChange NONE =
      new InstanceChange(null, null, null, null, List.of(), List.of(), Map.of());

  ListInstance apply(ListInstance instance) {
    InstancePlatform old = instance.platform();
    InstancePlatform platform =
        new InstancePlatform(
            os == null ? old.os() : os,
            architecture == null ? old.architecture() : architecture,
            variant == null ? old.variant() : variant,
            osVersion == null ? old.osVersion() : osVersion,
            osFeatures.isEmpty() ? old.osFeatures() : osFeatures,
            features.isEmpty() ? old.features() : features);
    Map<String, String> all = new LinkedHashMap<>(instance.annotations());
    all.putAll(annotations);
    return new ListInstance(
        instance.mediaType(), instance.digest(), instance.size(), platform, all);
  }
}
