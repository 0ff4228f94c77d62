package dev.kapok.network.plugin;

import dev.kapok.network.cni.CniPlugin;
import dev.kapok.network.cni.PluginSource;
import dev.kapok.network.link.Tools;
import dev.kapok.network.nft.KapokTable;
import dev.kapok.sys.Kernel;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The plugins that need no program of their own. */
public final class BuiltinPlugins implements PluginSource {
  private final PluginParts parts;

  /**
   * Remembers what they work with; touches nothing yet.
   *
   * @param env environment of plugins that are programs and that these call, as {@code NAME=value}
   * @param external types that are always programs, although they are built in
   * @param lockFolder where they lock what they share, below the run root
   */
  public BuiltinPlugins(Kernel kernel, List<String> env, Set<String> external, String lockFolder) {
    Tools tools = new Tools(kernel);
    this.parts =
        new PluginParts(kernel, tools, new KapokTable(tools), this, env, external, lockFolder);
  }

  @Override
  public @Nullable CniPlugin find(String type) {
    return switch (type) {
      case BridgePlugin.TYPE -> new BridgePlugin(parts);
      case HostLocalPlugin.TYPE -> new HostLocalPlugin(parts.kernel());
      case PortmapPlugin.TYPE -> new PortmapPlugin(parts);
      case FirewallPlugin.TYPE -> new FirewallPlugin(parts);
      case LoopbackPlugin.TYPE -> new LoopbackPlugin(parts);
      case TuningPlugin.TYPE -> new TuningPlugin(parts);
      default -> null;
    };
  }
}
