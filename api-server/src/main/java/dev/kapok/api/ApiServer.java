package dev.kapok.api;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Executors;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.unixdomain.server.UnixDomainServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.glassfish.hk2.utilities.binding.AbstractBinder;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.jetty.JettyHttpContainer;
import org.glassfish.jersey.server.ContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/**
 * The service on one unix socket. Stopping it touches no container.
 *
 * <p>The socket has mode 0600 in a folder of mode 0700: whoever may connect may do what the
 * engine's user may do, as root everything.
 */
public final class ApiServer implements AutoCloseable {
  /** At its end Jetty's connector deletes what its path names: of a handed-over socket, nothing. */
  private static final Path NOTHING = Path.of("/proc/self/nothing");

  private final Server server;
  private final Path socket;
  private final boolean own;
  private final Activity activity;

  private ApiServer(Server server, Path socket, boolean own, Activity activity) {
    this.server = server;
    this.socket = socket;
    this.own = own;
    this.activity = activity;
  }

  /**
   * Starts to serve; returns once connections are accepted.
   *
   * <p>In a folder that others may enter, the socket is theirs for a moment unless the caller has
   * set a umask.
   *
   * @param socket where the socket is made; one that is left from before is replaced
   * @throws IOException where the folder cannot be made private, something that is no socket lies
   *     there, another service answers there, or the socket cannot be made
   */
  public static ApiServer start(Path socket, EngineVersion version) throws IOException {
    prepareFolder(socket);
    ApiServer started = start(socket, true, version);
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    return started;
  }

  /**
   * Serves on the socket that is this process's descriptor 0, as systemd's or inetd's socket
   * activation has it; who may connect is what its maker decided, and it stays when this ends.
   *
   * @throws IOException where that is no listening unix socket
   */
  public static ApiServer inherit(EngineVersion version) throws IOException {
    if (System.inheritedChannel() instanceof ServerSocketChannel channel
        && channel.getLocalAddress() instanceof UnixDomainSocketAddress address) {
      return start(address.getPath(), false, version);
    }
    throw new IOException("the socket that was handed over is no listening unix socket");
  }

  private static ApiServer start(Path socket, boolean own, EngineVersion version)
      throws IOException {
    // Jetty logs by a facade whose missing backend users need not hear of.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    QueuedThreadPool threads = new QueuedThreadPool();
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    UnixDomainServerConnector connector =
        new UnixDomainServerConnector(server, new HttpConnectionFactory(http));
    connector.setInheritChannel(!own);
    connector.setUnixDomainPath(own ? socket : NOTHING);
    server.addConnector(connector);
    Activity activity =
        new Activity(
            new PingHandler(
                version,
                ContainerFactory.createContainer(JettyHttpContainer.class, resources(version))));
    server.setHandler(activity);
    try {
      server.start();
    } catch (Exception e) {
      throw new IOException("serving on " + socket + " failed: " + e.getMessage(), e);
    }
    return new ApiServer(server, socket, own, activity);
  }

  private static ResourceConfig resources(EngineVersion version) {
    return new ResourceConfig(VersionResource.class, JsonWriterProvider.class)
        .property(ServerProperties.WADL_FEATURE_DISABLE, true)
        // Resources answer in JSON only; the others want classes that the runtime image lacks.
        .property(CommonProperties.PROVIDER_DEFAULT_DISABLE, "ALL")
        .register(
            new AbstractBinder() {
              @Override
              protected void configure() {
                bind(version).to(EngineVersion.class);
              }
            });
  }

  private static void prepareFolder(Path socket) throws IOException {
    Path folder = socket.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException("a socket cannot be made at " + socket);
    }
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
      removeOld(socket);
    }
  }

  private static void removeOld(Path socket) throws IOException {
    if (!Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isOther()) {
      throw new IOException("serving on " + socket + " failed: what lies there is no socket");
    }
    try (SocketChannel other = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      throw new IOException("serving on " + other.getRemoteAddress() + " failed: a service does");
    } catch (ConnectException e) {
      Files.delete(socket); // nobody answers: it is left from before
    }
  }

  /** Returns for how many nanoseconds no request was under way; 0 while one is. */
  public long idleNanos() {
    return activity.idleNanos();
  }

  /** Returns where its socket is. */
  public Path socket() {
    return socket;
  }

  /** Stops accepting, lets running requests end, removes the socket where it made it. */
  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IOException("stopping the service on " + socket + " failed", e);
    } finally {
      if (own) {
        Files.deleteIfExists(socket);
      }
    }
  }
}
