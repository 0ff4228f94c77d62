package dev.kapok.network.plugin;

import dev.kapok.network.cni.PluginCall;
import dev.kapok.network.cni.PluginSource;
import dev.kapok.network.cni.Plugins;
import dev.kapok.network.link.Tools;
import dev.kapok.network.nft.KapokTable;
import dev.kapok.sys.Kernel;
import java.io.File;
import java.util.List;
import java.util.Set;

/**
 * What the built-in plugins work with.
 *
 * @param source of the built-in plugins themselves, one calls another
 * @param env environment of plugins that are programs
 * @param external types that are always programs
 * @param lockFolder for locks that a reboot may lose
 */
record PluginParts(
    Kernel kernel,
    Tools tools,
    KapokTable table,
    PluginSource source,
    List<String> env,
    Set<String> external,
    String lockFolder) {
  /** Returns where plugins are found that another plugin calls. */
  Plugins plugins(PluginCall call) {
    return new Plugins(kernel.processes(), env, call.cniPath(), source, external);
  }

  /** Returns the file that tells that a link of this name was put into a zone. */
  File zoneMark(String link) {
    return new File(lockFolder, "zone." + link);
  }

  Bridge bridge(BridgeConf conf) {
    return new Bridge(kernel, tools, conf, lockFolder);
  }
}
