package dev.kapok.network;

import java.io.File;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces of this process's network namespace. The folder /sys/class/net may be that of
 * another one: /sys belongs to the namespace in which it was mounted.
 */
public final class HostLinks {
  private static final String FOLDER = "/proc/sys/net/ipv4/conf/";

  private HostLinks() {}

  /** Tells whether there is an interface of this name. */
  public static boolean exists(String name) {
    boolean settings = name.equals("all") || name.equals("default");
    return !settings && name.indexOf('/') < 0 && new File(FOLDER + name).isDirectory();
  }

  /** Returns the interface that the default route of IPv4 goes by, null where there is none. */
  public static @Nullable String ofDefaultRoute() {
    List<String> route = HostRoutes.best(TextFiles.split(TextFiles.read("/proc/net/route"), '\n'));
    return route == null ? null : route.get(0);
  }
}
