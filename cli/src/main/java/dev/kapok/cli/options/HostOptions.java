package dev.kapok.cli.options;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.values.DeviceParser;
import dev.kapok.cli.values.KeyValueParser;
import dev.kapok.cli.values.SizeParser;
import dev.kapok.cli.values.UlimitParser;
import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.libpod.model.DeviceConfig;
import dev.kapok.libpod.model.HostConfig;
import dev.kapok.libpod.model.Ulimit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of the host and its kernel the container gets. */
public final class HostOptions {
  private HostOptions() {}

  static void addTo(List<Option> options) {
    options.add(Option.text("hostname", 'h', "string", "Set container hostname"));
    options.add(Option.commaList("device", "strings", "Add a host device to the container"));
    options.add(Option.commaList("ulimit", "strings", "Ulimit options"));
    options.add(Option.commaList("sysctl", "strings", "Sysctl options"));
    options.add(Option.text("shm-size", "<number>[<unit>]", "Size of /dev/shm"));
    options.add(Option.number("oom-score-adj", "Tune the host's OOM preferences (-1000 to 1000)"));
    options.add(Option.text("cgroup-parent", "string", "Optional parent cgroup for the container"));
    options.add(
        Option.flag(
            "init",
            "Run an init binary inside the container that forwards signals and reaps processes"));
  }

  static HostConfig build(Arguments arguments, ContainerDefaults defaults) {
    List<DeviceConfig> devices = new ArrayList<>();
    addDevices(devices, defaults.devices());
    addDevices(devices, arguments.list("device"));
    List<Ulimit> ulimits = new ArrayList<>();
    List<String> limits = arguments.list("ulimit");
    for (int i = 0; i < limits.size(); i++) {
      ulimits.add(UlimitParser.parse(limits.get(i)));
    }
    Map<String, String> sysctls = new LinkedHashMap<>(defaults.sysctls());
    sysctls.putAll(KeyValueParser.pairs("sysctl", arguments.list("sysctl")));
    String shmSize = arguments.text("shm-size");
    return new HostConfig(
        arguments.given("pod") && PodChoice.isNew(arguments) ? null : arguments.text("hostname"),
        devices,
        ulimits,
        sysctls,
        shmSize == null ? defaults.shmSize() : SizeParser.parse("shm-size", shmSize),
        oomScore(arguments),
        arguments.text("cgroup-parent"),
        arguments.flag("init", defaults.init()));
  }

  private static void addDevices(List<DeviceConfig> devices, List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      devices.add(DeviceParser.parse(texts.get(i)));
    }
  }

  private static @Nullable Integer oomScore(Arguments arguments) {
    if (!arguments.given("oom-score-adj")) {
      return null;
    }
    long score = arguments.number("oom-score-adj", 0);
    if (score < -1000 || score > 1000) {
      throw new UsageException("invalid value for --oom-score-adj: " + score);
    }
    return (int) score;
  }
}
