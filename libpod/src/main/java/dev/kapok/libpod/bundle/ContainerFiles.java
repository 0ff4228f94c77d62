package dev.kapok.libpod.bundle;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.connect.SeenNetwork;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.ContainerConfig;
import dev.kapok.libpod.model.NamespaceMode;
import dev.kapok.libpod.model.NetworkConfig;
import dev.kapok.libpod.model.UserNamespace;
import dev.kapok.libpod.parts.EngineParts;
import dev.kapok.libpod.spec.EngineFiles;
import dev.kapok.network.HostsFile;
import dev.kapok.network.NetworkException;
import dev.kapok.network.NetworkPlan;
import dev.kapok.network.ResolvConf;
import dev.kapok.sys.FileTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the files that the engine puts into a container. */
final class ContainerFiles {
  private final EngineParts parts;
  private final Container container;
  private final @Nullable NetworkPlan plan;
  private final @Nullable SeenNetwork seen;

  /**
   * Plans files.
   *
   * @param plan what the container sees of the network that a helper makes, null without one
   * @param seen what it sees of defined networks, null without
   */
  ContainerFiles(
      EngineParts parts,
      Container container,
      @Nullable NetworkPlan plan,
      @Nullable SeenNetwork seen) {
    this.parts = parts;
    this.container = container;
    this.plan = plan;
    this.seen = seen;
  }

  /** Writes again, in place, those files that speak of networks. */
  void rewrite() {
    writeHosts();
    writeResolvConf();
  }

  /** Writes them into the bundle and tells where they are. */
  EngineFiles write(@Nullable String sharedMemory) {
    ContainerConfig config = container.config();
    String init = config.host().init() ? parts.config().defaults().initPath() : null;
    NetworkConfig network = config.network();
    String target = network.target();
    boolean joins = network.mode() == NetworkConfig.Mode.CONTAINER && target != null;
    String owner = joins && target != null ? target : config.id();
    if (!joins) {
      writeHosts();
      writeResolvConf();
    }
    put("hostname", hostname(parts, container) + "\n");
    put("containerenv", "");
    return new EngineFiles(
        existing(owner, "hosts"),
        existing(config.id(), "hostname"),
        existing(owner, "resolv.conf"),
        existing(config.id(), "containerenv"),
        sharedMemory,
        init);
  }

  private @Nullable String existing(String id, String file) {
    String path = parts.paths().inBundle(id, file);
    return parts.disk().exists(path) ? path : null;
  }

  /**
   * Changes, in place, the lines that were otherwise before; what the container's programs wrote
   * stays.
   */
  void change(ContainerFiles before) {
    try {
      change("hosts", before.hosts(), hosts());
    } catch (KapokException _) {
      // Without a network there is no host-gateway: the file stays as it is.
    }
    change("resolv.conf", before.resolvConf(), resolvConf());
  }

  private void change(String file, @Nullable String before, @Nullable String now) {
    String path = parts.paths().inBundle(container.config().id(), file);
    String text = before == null || now == null ? null : parts.disk().read(path);
    if (text != null && before != null && now != null && !before.equals(now)) {
      parts.disk().write(path, new LineMerge(before, now).into(text), 0644);
    }
  }

  private void writeHosts() {
    String hosts = hosts();
    if (hosts != null) {
      put("hosts", hosts);
    }
  }

  private void writeResolvConf() {
    String conf = resolvConf();
    if (conf != null) {
      put("resolv.conf", conf);
    }
  }

  /** Returns the text of /etc/hosts, null where it is the image's. */
  private @Nullable String hosts() {
    NetworkConfig network = container.config().network();
    if (!network.manageHosts()) {
      return null;
    }
    String base = parts.disk().read("/etc/hosts");
    List<String> names = new ArrayList<>();
    names.add(hostname(parts, container));
    names.add(container.config().name());
    HostsFile hosts =
        new HostsFile(base == null ? "" : base, address(), names, hostAddress(), network.hosts());
    try {
      return hosts.render() + otherAddresses(names);
    } catch (NetworkException e) {
      throw new KapokException(
          KapokException.Kind.INVALID, "writing /etc/hosts: " + e.getMessage(), e);
    }
  }

  /** Returns lines for the addresses on all networks but the first. */
  private String otherAddresses(List<String> names) {
    StringBuilder lines = new StringBuilder();
    for (int i = 1; seen != null && i < seen.addresses().size(); i++) {
      lines.append(seen.addresses().get(i)).append('\t');
      for (int n = 0; n < names.size(); n++) {
        lines.append(n == 0 ? "" : " ").append(names.get(n));
      }
      lines.append('\n');
    }
    return lines.toString();
  }

  private @Nullable String address() {
    if (seen != null) {
      return seen.addresses().isEmpty() ? null : seen.addresses().get(0);
    }
    return plan == null ? null : plan.address();
  }

  private @Nullable String hostAddress() {
    return seen != null ? seen.hostAddress() : plan == null ? null : plan.hostAddress();
  }

  /** Returns the text of resolv.conf, null where it is the image's. */
  private @Nullable String resolvConf() {
    NetworkConfig network = container.config().network();
    if (network.dnsServers().contains("none")) {
      return null;
    }
    ResolvConf conf = ResolvConf.ofHost();
    if (network.mode() != NetworkConfig.Mode.HOST) {
      conf = conf.withoutLoopback();
    }
    if (plan != null) {
      conf = conf.withFirst(plan.nameservers());
    }
    List<String> servers = network.dnsServers();
    if (seen != null && !seen.nameservers().isEmpty()) {
      conf = new ResolvConf(seen.nameservers(), seen.search(), conf.options());
      servers = seen.asksOthers() ? List.of() : servers;
    }
    return conf.overriddenBy(servers, network.dnsSearch(), network.dnsOptions()).render();
  }

  private void put(String file, String text) {
    String path = parts.paths().inBundle(container.config().id(), file);
    parts.disk().write(path, text, 0644);
    give(parts, container.config(), path);
  }

  /** Root in the container may change its files, also where that is somebody else on the host. */
  static void give(EngineParts parts, ContainerConfig config, String path) {
    UserNamespace own = config.namespaces().user();
    if (own != null) {
      int user = own.maps().user(0);
      int group = own.maps().group(0);
      byte[] name = path.getBytes(StandardCharsets.UTF_8);
      parts.kernel().attributes().chown(FileTree.CWD, name, user, group);
    }
  }

  /** Returns the host name that a container sees. */
  static String hostname(EngineParts parts, Container container) {
    String own = container.config().ownHostname();
    if (own != null) {
      return own;
    }
    NamespaceMode uts = container.config().namespaces().uts();
    String target = uts.kind() == NamespaceMode.Kind.CONTAINER ? uts.target() : null;
    Container joined = target == null ? null : parts.containers().get(target);
    if (joined != null) {
      return hostname(parts, joined);
    }
    String host = parts.disk().read("/proc/sys/kernel/hostname");
    return host == null ? "localhost" : host.trim();
  }
}
