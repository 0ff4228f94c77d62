package dev.kapok.libpod.spec;

import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.SecurityConfig;
import dev.kapok.sys.json.JsonWriter;
import java.util.List;

/**
 * What the process may do beyond other users (capabilities(7)).
 *
 * <p>Root gets the whole set. Anyone else may only regain it by programs with file capabilities:
 * bounding only, but what was added by name is ambient, so that it works at once.
 */
final class CapabilitiesPart implements SpecContributor {
  private static final String ALL = "ALL";

  @Override
  public void contribute(SpecContext context, SpecBuilder spec) {
    spec.capabilities(
        write(context, context.user(), context.config().security().privileged(), spec.process()));
  }

  /** Writes the member {@code capabilities}; returns the bounding set. */
  static long write(SpecContext context, ProcessUser user, boolean privileged, JsonWriter process) {
    SecurityConfig security = context.config().security();
    long available = context.host().boundingCapabilities() & Capability.ALL;
    long bounding = bounding(security, context.defaults(), available, privileged);
    boolean root = user.uid() == 0;
    long effective = effective(security, available, bounding, root);
    long ambient = root ? 0 : effective;
    List<String> names = Capability.names(effective);
    process.name("capabilities").beginObject();
    process.strings("bounding", Capability.names(bounding));
    process.strings("effective", names).strings("permitted", names);
    if (ambient != 0) {
      process.strings("inheritable", names).strings("ambient", names);
    }
    process.endObject();
    return bounding;
  }

  /** Returns what the process and its children can ever have. */
  static long bounding(
      SecurityConfig security, ContainerDefaults defaults, long available, boolean privileged) {
    long usual = bits(defaults.capabilities()) & available;
    return privileged ? available : merge(usual, available, security.capAdd(), security.capDrop());
  }

  /** Returns what the process has at once. */
  static long effective(SecurityConfig security, long available, long bounding, boolean root) {
    return root ? bounding : merge(0, available, security.capAdd(), List.of()) & bounding;
  }

  private static long merge(long base, long available, List<String> adds, List<String> drops) {
    boolean addAll = adds.contains(ALL);
    boolean dropAll = drops.contains(ALL);
    if (addAll && dropAll) {
      throw invalid("adding all capabilities and dropping all capabilities at once is not allowed");
    }
    long added = addAll ? available : bits(adds);
    long dropped = bits(drops);
    long missing = added & ~available;
    if (missing != 0) {
      throw invalid(
          "adding "
              + Capability.names(missing).get(0)
              + ": it is not in the bounding set of this process, so no container can have it");
    }
    if (!addAll && (added & dropped) != 0) {
      throw invalid(
          "capability "
              + Capability.names(added & dropped).get(0)
              + " cannot be dropped and added at once");
    }
    return dropAll ? added : (base | added) & ~dropped;
  }

  private static long bits(List<String> names) {
    long bits = 0;
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      long bit = Capability.bit(name);
      if (bit == 0 && !name.equals(ALL)) {
        throw invalid("unknown capability \"" + name + "\", see capabilities(7)");
      }
      bits |= bit;
    }
    return bits;
  }

  private static KapokException invalid(String message) {
    return new KapokException(KapokException.Kind.INVALID, message);
  }
}
