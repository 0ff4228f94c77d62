package dev.kapok.cli.system;

import dev.kapok.api.ApiServer;
import dev.kapok.api.EngineVersion;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.config.Surroundings;
import dev.kapok.sys.Pids;
import dev.kapok.sys.Signals;
import dev.kapok.sys.file.TextFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code system service}: serves REST on a unix socket until SIGTERM, SIGINT, or nobody asks. */
public final class ServiceCommand implements Command {
  private static final int IDLE_SECONDS = 5;
  private static final int PRIVATE = 0077;
  private static final String UNIX = "unix://";
  private static final String DOCKER_API = "1.44";
  private static final int LONGEST_RELEASE = 256;
  private static final String OLDEST_DOCKER_API = "1.24";

  @Override
  public Usage usage() {
    return Usage.of(
        "Run API service",
        "[options] [URI]",
        List.of(
            Option.number(
                "time",
                't',
                "Time until the service ends without requests, in seconds; 0 means never"
                    + " (default 5)")));
  }

  @Override
  public int run(Session session) {
    long idle = session.arguments().number("time", IDLE_SECONDS);
    if (idle < 0) {
      throw new UsageException("invalid value for --time: " + idle);
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Signals.handle(signal -> {
      boolean stops = signal == Signals.SIGTERM || signal == Signals.SIGINT;
      if (stops) {
        stopped.countDown();
      }
      return stops;
    });
    try (ApiServer server = start(session)) {
      session.console().err("serving on " + UNIX + server.socket() + "\n");
      serve(server, stopped, TimeUnit.SECONDS.toNanos(idle));
      return 0;
    } catch (IOException e) {
      throw new KapokException(KapokException.Kind.FAILED, String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 1;
    }
  }

  /** Starts with a umask that keeps others away from the socket at every moment. */
  private static ApiServer start(Session session) throws IOException {
    Pids pids = session.services().kernel().pids();
    if (session.arguments().words().isEmpty() && isActivated(session)) {
      return ApiServer.inherit(version(session));
    }
    int umask = pids.umask(PRIVATE);
    try {
      return ApiServer.start(socket(session), version(session));
    } finally {
      pids.umask(umask);
    }
  }

  /** Tells whether systemd hands a socket over; the launcher has taken it (sd_listen_fds(3)). */
  private static boolean isActivated(Session session) {
    Surroundings surroundings = session.services().surroundings();
    String pid = Integer.toString(session.services().kernel().pids().self());
    return pid.equals(surroundings.env("LISTEN_PID")) && surroundings.env("LISTEN_FDS") != null;
  }

  private static void serve(ApiServer server, CountDownLatch stopped, long idleNanos)
      throws InterruptedException {
    if (idleNanos == 0) {
      stopped.await();
      return;
    }
    long left = idleNanos;
    while (left > 0 && !stopped.await(left, TimeUnit.NANOSECONDS)) {
      left = idleNanos - server.idleNanos();
    }
  }

  private static Path socket(Session session) {
    List<String> words = session.arguments().words();
    if (words.size() > 1) {
      throw new UsageException("`" + session.path() + "` takes one address at most");
    }
    if (words.isEmpty()) {
      return Path.of(session.services().config().runRoot(), "kapok.sock");
    }
    if (!words.getFirst().startsWith(UNIX)) {
      throw new KapokException(
          KapokException.Kind.NOT_SUPPORTED,
          "serving on " + words.getFirst() + " is not supported yet: name a unix:// socket");
    }
    return Path.of(words.getFirst().substring(UNIX.length()));
  }

  private static EngineVersion version(Session session) {
    String kernel =
        new TextFile(session.services().kernel().io())
            .read("/proc/sys/kernel/osrelease", LONGEST_RELEASE)
            .strip();
    return new EngineVersion(
        BuildInfo.VERSION, DOCKER_API, OLDEST_DOCKER_API, "linux", BuildInfo.arch(), kernel);
  }
}
