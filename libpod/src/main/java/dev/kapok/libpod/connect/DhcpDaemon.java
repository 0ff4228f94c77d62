package dev.kapok.libpod.connect;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.disk.Disk;
import dev.kapok.network.cni.NetworkList;
import dev.kapok.sys.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The daemon that asks DHCP servers for addresses of containers and renews their leases
 * (cni.dev/plugins/current/ipam/dhcp). It belongs to the host: whoever wants such networks runs it.
 */
final class DhcpDaemon {
  private static final String SOCKET = "/run/cni/dhcp.sock";

  private final Disk disk;

  DhcpDaemon(Disk disk) {
    this.disk = disk;
  }

  /** Tells whether a network needs it and it is not there. */
  boolean isMissing(NetworkList list) {
    String socket = socket(list);
    return socket != null && !disk.exists(socket);
  }

  /**
   * Refuses a network that needs it where it is not there.
   *
   * @throws KapokException FAILED, saying what to do
   */
  void require(NetworkList list) {
    if (isMissing(list)) {
      throw new KapokException(
          KapokException.Kind.FAILED,
          "network "
              + list.name()
              + " has its addresses from DHCP, for which CNI's daemon has to listen at "
              + socket(list)
              + ": start it, as by \"/usr/lib/cni/dhcp daemon\", or use --ipam-driver host-local");
    }
  }

  private static @Nullable String socket(NetworkList list) {
    Map<String, Object> ipam = Json.object(list.plugins().get(0).raw(), "ipam");
    if (!"dhcp".equals(ipam.get("type"))) {
      return null;
    }
    String socket = Json.string(ipam, "daemonSocketPath");
    return socket == null || socket.isEmpty() ? SOCKET : socket;
  }
}
