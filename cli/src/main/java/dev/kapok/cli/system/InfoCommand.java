package dev.kapok.cli.system;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Services;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.cli.format.OutputFormat;
import dev.kapok.cli.format.Template;
import dev.kapok.cli.format.YamlText;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.EngineConfig;
import dev.kapok.libpod.ListFilter;
import dev.kapok.libpod.model.Status;
import dev.kapok.storage.driver.IdShift;
import dev.kapok.storage.driver.StorageStatus;
import dev.kapok.sys.json.Json;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code info}: the host, the store, and how this engine is set up. */
public final class InfoCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "Display kapok system information",
        "[options]",
        List.of(
            Option.text(
                "format", 'f', "string", "Change the output format to JSON or a Go template")));
  }

  @Override
  public int run(Session session) {
    session.refuseWords();
    Services services = session.services();
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("host", new HostInfo(services).tree());
    info.put("notes", new ArrayList<Object>(services.notes()));
    info.put("plugins", plugins());
    info.put("registries", Map.of());
    info.put("store", store(services));
    info.put("version", VersionFormat.client());
    session.console().out(render(info, session.arguments().text("format", "")));
    return 0;
  }

  private static String render(Map<String, Object> info, String format) {
    if (format.isEmpty()) {
      return YamlText.of(info);
    }
    if (OutputFormat.isJson(format)) {
      return Json.write(info, "  ") + "\n";
    }
    return Template.parse("info", OutputFormat.unescape(format) + "\n").ignoringCase().render(info);
  }

  private static Map<String, Object> plugins() {
    Map<String, Object> plugins = new LinkedHashMap<>();
    plugins.put("log", List.of("k8s-file", "none"));
    plugins.put("network", List.of());
    plugins.put("volume", List.of("local"));
    return plugins;
  }

  private static Map<String, Object> store(Services services) {
    EngineConfig config = services.config();
    Map<String, Object> store = new LinkedHashMap<>();
    store.put("containerStore", containers(services.queries().list(ListFilter.ALL)));
    store.put("graphDriverName", config.storage().driver());
    store.put("graphOptions", new ArrayList<Object>(config.storage().options()));
    store.put("graphRoot", config.root());
    store.put("graphStatus", status(services.engine().storage()));
    File root = new File(config.root());
    store.put("graphRootAllocated", root.getTotalSpace());
    store.put("graphRootUsed", root.getTotalSpace() - root.getFreeSpace());
    store.put("imageStore", Map.of("number", (long) services.images().list().size()));
    store.put("runRoot", config.runRoot());
    store.put("tmpDir", config.directories().tmpDir());
    store.put("volumePath", config.directories().volumePath());
    return store;
  }

  private static Map<String, Object> status(StorageStatus status) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("Backing Filesystem", status.fileSystem());
    tree.put("Id Shift", status.idShift().word());
    tree.put("Mounted By", status.mountedBy());
    if (status.driver().equals("overlay")) {
      boolean plain = status.mountProgram() == null && !status.metacopy();
      tree.put("Native Overlay Diff", Boolean.toString(plain));
      tree.put("Supports d_type", "true");
      tree.put("Supports shifting", Boolean.toString(status.idShift() == IdShift.IDMAP));
      tree.put("User Xattr", Boolean.toString(status.userXattr()));
      tree.put("Using metacopy", Boolean.toString(status.metacopy()));
    }
    if (status.problem() != null) {
      tree.put("Problem", status.problem());
    }
    return tree;
  }

  private static Map<String, Object> containers(List<ContainerSummary> all) {
    long paused = 0;
    long running = 0;
    for (int i = 0; i < all.size(); i++) {
      paused += all.get(i).status() == Status.PAUSED ? 1 : 0;
      running += all.get(i).status() == Status.RUNNING ? 1 : 0;
    }
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("number", (long) all.size());
    numbers.put("paused", paused);
    numbers.put("running", running);
    numbers.put("stopped", all.size() - paused - running);
    return numbers;
  }
}
