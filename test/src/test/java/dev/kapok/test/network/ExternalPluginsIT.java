package dev.kapok.test.network;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;

/** The same with the distribution's plugins in the place of the built-in ones. */
class ExternalPluginsIT extends BridgeNetworkIT {
  @Override
  @BeforeEach
  void makeHost() throws IOException {
    assumeTrue(Files.exists(Path.of("/usr/lib/cni/bridge")), "install containernetworking-plugins");
    super.makeHost();
  }

  /** Version 1.1.1 of the bridge plugin finds its masquerade rules by the namespace alone. */
  @Override
  @Disabled("the plugin leaves rules")
  void cleansUpAfterTheNamespaceWasTakenAway() {}

  @Override
  List<String> environment() {
    return List.of("KAPOK_EXTERNAL_PLUGINS=bridge,host-local,portmap,firewall,tuning,loopback");
  }
}
