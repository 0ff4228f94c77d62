package dev.kapok.network.plugin;

import dev.kapok.network.link.LinkBatch;
import dev.kapok.network.link.LinkException;
import dev.kapok.network.link.Sysctl;
import dev.kapok.network.link.Tools;
import dev.kapok.network.nft.HostFirewall;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.file.RandomId;
import dev.kapok.sys.file.TextFile;
import java.io.File;
import java.util.List;
import java.util.Map;

/**
 * A bridge on the host, which the first container makes and which goes after the last.
 *
 * <p>Who connects to it shares a lock, who takes it away has the lock alone: else a bridge could go
 * just when somebody has connected. Only bridges that were made here go; their alias says so.
 */
final class Bridge {
  private static final String ALIAS = "kapok";
  private static final String CREATE = "link add name ";
  private static final long LOCK_MILLIS = 60_000;
  private static final int LARGEST_LIST = 1 << 24;

  /** $0 is the bridge, $1 the mark. */
  private static final String REMOVE =
      "[ -n \"$(ip -o link show master \"$0\" 2>/dev/null)\" ] || { ip link del dev \"$0\"; "
          + HostFirewall.FORGET
          + "; }";

  /**
   * $0 is the lock, $1 the bridge, $2 the script above, $3 the mark; the shell does not wait for
   * it.
   */
  private static final String BACKGROUND = "flock -x \"$0\" sh -c \"$2\" \"$1\" \"$3\" &";

  private final Kernel kernel;
  private final Tools tools;
  private final BridgeConf conf;
  private final String lock;

  /**
   * Means a bridge.
   *
   * @param lockFolder made where it is missing
   */
  Bridge(Kernel kernel, Tools tools, BridgeConf conf, String lockFolder) {
    this.kernel = kernel;
    this.tools = tools;
    this.conf = conf;
    this.lock = lockFolder + "/bridge." + conf.bridge();
  }

  /** Has the bridge stay until {@link #release}; returns the lock. */
  int hold() {
    // A folder that cannot be made shows as ENOENT of the lock's file.
    boolean _ = new File(lock).getParentFile().mkdirs();
    int fd = kernel.locks().lock(lock, false, LOCK_MILLIS);
    if (fd < 0) {
      throw new LinkException("lock bridge " + conf.bridge() + ": it is busy since a minute");
    }
    return fd;
  }

  /** Returns the file that tells that the host's firewall was made to let the bridge pass. */
  File firewallMark() {
    return new File(lock + ".allowed");
  }

  void release(int lockFd) {
    kernel.locks().unlock(lockFd);
  }

  /** Writes what makes the bridge; it is not up yet then. */
  void writeCreation(LinkBatch batch) {
    String mtu = conf.mtu() == 0 ? "" : " mtu " + conf.mtu();
    // With an address of its own it keeps the same one when containers come and go.
    batch.add(CREATE + conf.bridge() + mtu + " address " + randomMac() + " type bridge");
    batch.add("link set dev " + conf.bridge() + " alias " + ALIAS);
  }

  /** Tells whether it could not be made because another container's command was quicker. */
  boolean isOthers(LinkBatch.Outcome creation) {
    String failed = creation.failed();
    return failed != null
        && failed.startsWith(CREATE + conf.bridge() + " ")
        && creation.reason().contains("File exists");
  }

  /** Has a bridge that was just made obey nobody. */
  void settle() {
    new Sysctl().writeIfThere("net/ipv6/conf/" + conf.bridge() + "/accept_ra", "0");
  }

  /** The list is that of this thread's namespace; /sys may show another one. */
  boolean exists() {
    String links = new TextFile(kernel.io()).read("/proc/thread-self/net/dev", LARGEST_LIST);
    for (int at = links.indexOf(conf.bridge() + ":");
        at > 0;
        at = links.indexOf(conf.bridge() + ":", at + 1)) {
      if (links.charAt(at - 1) <= ' ') {
        return true;
      }
    }
    return false;
  }

  private String randomMac() {
    String hex = new RandomId(kernel.io()).hex(10);
    StringBuilder mac = new StringBuilder("02");
    for (int i = 0; i < hex.length(); i += 2) {
      mac.append(':').append(hex, i, i + 2);
    }
    return mac.toString();
  }

  /** Takes the bridge away if nothing is connected, without waiting for the kernel to be done. */
  void removeIfUnused() {
    LinkBatch batch = new LinkBatch(tools, null);
    writeLook(batch);
    removeIfUnused(batch.attempt().shown());
  }

  /** Writes what shows whether anything is connected. */
  void writeLook(LinkBatch batch) {
    batch.add("link show dev " + conf.bridge()).add("link show master " + conf.bridge());
  }

  /** As {@link #removeIfUnused()}, by what {@link #writeLook} has shown. */
  void removeIfUnused(List<Map<String, Object>> shown) {
    if (shown.size() == 1 && ALIAS.equals(shown.get(0).get("ifalias"))) {
      boolean _ = new File(lock).getParentFile().mkdirs();
      String mark = firewallMark().getPath();
      List<String> argv = List.of("sh", "-c", BACKGROUND, lock, conf.bridge(), REMOVE, mark);
      tools.await(tools.start(argv));
    }
  }
}
