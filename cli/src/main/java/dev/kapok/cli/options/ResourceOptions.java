package dev.kapok.cli.options;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.values.SizeParser;
import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.libpod.model.ResourcesConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the container may use. */
public final class ResourceOptions {
  /** The period in which {@code --cpus} is measured, in microseconds. */
  private static final long PERIOD = 100_000;

  private ResourceOptions() {}

  static void addTo(List<Option> options) {
    options.add(Option.text("memory", 'm', "<number>[<unit>]", "Memory limit"));
    options.add(
        Option.text(
            "memory-swap",
            "string",
            "Swap limit equal to memory plus swap: '-1' to enable unlimited swap"));
    options.add(Option.text("memory-reservation", "<number>[<unit>]", "Memory soft limit"));
    options.add(Option.text("cpus", "float", "Number of CPUs"));
    options.add(Option.number("cpu-shares", 'c', "CPU shares (relative weight)"));
    options.add(
        Option.number("cpu-period", "Limit the CPU CFS (Completely Fair Scheduler) period"));
    options.add(Option.number("cpu-quota", "Limit the CPU CFS (Completely Fair Scheduler) quota"));
    options.add(
        Option.text("cpuset-cpus", "string", "CPUs in which to allow execution (0-3, 0,1)"));
    options.add(
        Option.text(
            "cpuset-mems", "string", "Memory nodes (MEMs) in which to allow execution (0-3, 0,1)"));
    options.add(Option.number("pids-limit", "Tune container pids limit (set -1 for unlimited)"));
  }

  static ResourcesConfig build(Arguments arguments, ContainerDefaults defaults) {
    Long period = number(arguments, "cpu-period");
    Long quota = number(arguments, "cpu-quota");
    String cpus = arguments.text("cpus");
    if (cpus != null) {
      if (period != null || quota != null) {
        throw new UsageException(
            "--cpus and --cpu-"
                + (period == null ? "quota" : "period")
                + " cannot be set together");
      }
      period = PERIOD;
      quota = quota(cpus);
    }
    return new ResourcesConfig(
        size(arguments, "memory"),
        swap(arguments),
        size(arguments, "memory-reservation"),
        number(arguments, "cpu-shares"),
        period,
        quota,
        arguments.text("cpuset-cpus"),
        arguments.text("cpuset-mems"),
        pids(arguments.number("pids-limit", defaults.pidsLimit())));
  }

  /** 0 and −1 both mean without limit. */
  private static long pids(long limit) {
    if (limit < -1) {
      throw new UsageException("invalid value for --pids-limit: " + limit);
    }
    return limit == 0 ? -1 : limit;
  }

  private static @Nullable Long swap(Arguments arguments) {
    String text = arguments.text("memory-swap");
    if (text != null && !arguments.given("memory")) {
      throw new UsageException("the --memory-swap option needs --memory");
    }
    return text != null && text.equals("-1") ? Long.valueOf(-1) : size(arguments, "memory-swap");
  }

  private static @Nullable Long size(Arguments arguments, String name) {
    String text = arguments.text(name);
    return text == null ? null : SizeParser.parse(name, text);
  }

  private static @Nullable Long number(Arguments arguments, String name) {
    return arguments.given(name) ? arguments.number(name, 0) : null;
  }

  private static long quota(String cpus) {
    double number;
    try {
      number = Double.parseDouble(cpus);
    } catch (NumberFormatException e) {
      number = -1;
    }
    if (!(number >= 0.01 && number <= 1_000_000)) {
      throw new UsageException("invalid value for --cpus: \"" + cpus + "\" is no number of CPUs");
    }
    return Math.round(number * PERIOD);
  }
}
