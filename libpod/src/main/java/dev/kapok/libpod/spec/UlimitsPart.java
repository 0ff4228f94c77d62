package dev.kapok.libpod.spec;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Ulimit;
import dev.kapok.sys.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Limits of the process (setrlimit(2)).
 *
 * <p>Only CAP_SYS_RESOURCE of the first user namespace raises a hard limit. Without it, defaults
 * are lowered to what this process has; what a user asked for is refused.
 */
final class UlimitsPart implements SpecContributor {
  private static final long INFINITY = HostFacts.UNLIMITED;

  /** What containers get where neither the user nor the configuration says anything. */
  private static final List<Ulimit> BUILT_IN =
      List.of(new Ulimit("nofile", 1048576, 1048576), new Ulimit("nproc", 4194304, 4194304));

  @Override
  public void contribute(SpecContext context, SpecBuilder spec) {
    write(context, spec.process());
  }

  /** Writes the member {@code rlimits}. */
  static void write(SpecContext context, JsonWriter process) {
    List<Ulimit> defaults = completed(context.defaults().ulimits(), BUILT_IN);
    List<Ulimit> limits = completed(context.config().host().ulimits(), defaults);
    process.name("rlimits").beginArray();
    for (int i = 0; i < limits.size(); i++) {
      Ulimit limit = limits.get(i);
      Ulimit usual = find(defaults, limit.name());
      boolean clamp = usual != null && usual.soft() == limit.soft() && usual.hard() == limit.hard();
      writeOne(process, allowed(context.host(), limit, clamp));
    }
    process.endArray();
  }

  private static List<Ulimit> completed(List<Ulimit> limits, List<Ulimit> usual) {
    List<Ulimit> all = new ArrayList<>(limits);
    for (int i = 0; i < usual.size(); i++) {
      if (find(limits, usual.get(i).name()) == null) {
        all.add(usual.get(i));
      }
    }
    return all;
  }

  private static Ulimit allowed(HostFacts host, Ulimit limit, boolean clamp) {
    if (!Ulimit.isKnown(limit.name())) {
      throw new KapokException(KapokException.Kind.INVALID, "invalid ulimit type: " + limit.name());
    }
    if (exceeds(limit.soft(), limit.hard())) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "ulimit " + limit.name() + ": the soft limit must not exceed the hard limit");
    }
    if (host.raisesLimits()) {
      return limit;
    }
    long most = host.hardLimit(limit.name());
    if (!exceeds(limit.hard(), most)) {
      return limit;
    }
    if (!clamp) {
      throw new KapokException(
          KapokException.Kind.INVALID,
          "ulimit "
              + limit.name()
              + ": a hard limit above "
              + most
              + " needs CAP_SYS_RESOURCE on the host, which this process does not have");
    }
    return new Ulimit(limit.name(), exceeds(limit.soft(), most) ? most : limit.soft(), most);
  }

  private static boolean exceeds(long limit, long other) {
    return other != INFINITY && (limit == INFINITY || limit > other);
  }

  private static @Nullable Ulimit find(List<Ulimit> limits, String name) {
    for (int i = 0; i < limits.size(); i++) {
      if (limits.get(i).name().equals(name)) {
        return limits.get(i);
      }
    }
    return null;
  }

  private static void writeOne(JsonWriter process, Ulimit limit) {
    process
        .beginObject()
        .field("type", "RLIMIT_" + limit.name().toUpperCase(Locale.ROOT))
        .name("hard")
        .raw(Long.toUnsignedString(limit.hard()))
        .name("soft")
        .raw(Long.toUnsignedString(limit.soft()))
        .endObject();
  }
}
