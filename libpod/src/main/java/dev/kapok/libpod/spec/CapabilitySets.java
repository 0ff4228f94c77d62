package dev.kapok.libpod.spec;

import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.SecurityConfig;
import dev.kapok.sys.Kernel;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The capabilities that a container has or would get, by name, in the alphabet's order. A user that
 * has a name is not looked up: only "root" is taken for root.
 */
public final class CapabilitySets {
  private final long effective;
  private final long bounding;

  /** Works them out, from what the container asked for and what this process could give. */
  public CapabilitySets(Kernel kernel, ContainerConfig config, ContainerDefaults defaults) {
    SecurityConfig security = config.security();
    long available = new ProcHostFacts(kernel).boundingCapabilities() & Capability.ALL;
    this.bounding = CapabilitiesPart.bounding(security, defaults, available, security.privileged());
    boolean root = isRoot(config.process().user());
    this.effective = CapabilitiesPart.effective(security, available, bounding, root);
  }

  private static boolean isRoot(@Nullable String user) {
    String name = user == null ? "" : user;
    int colon = name.indexOf(':');
    name = colon < 0 ? name : name.substring(0, colon);
    return name.isEmpty() || name.equals("root") || name.equals("0");
  }

  /** Returns those that are in force at once. */
  public List<String> effective() {
    return sorted(effective);
  }

  /** Returns those that can be had at all. */
  public List<String> bounding() {
    return sorted(bounding);
  }

  private static List<String> sorted(long bits) {
    List<String> names = Capability.names(bits);
    Collections.sort(names);
    return names;
  }
}
