package dev.kapok.network;

import dev.kapok.sys.Kernel;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The network namespace that the bridges of an unprivileged user are in, one for each store.
 *
 * <p>To its bridges and rules it is what the host's namespace is to root's. slirp4netns connects it
 * to the host, and listens there for published ports. It is made for the first who needs it,
 * repaired for each further one, and goes after the last:
 *
 * <pre>{@code
 * namespace.join(id, ports);                 // there, connected, id on record as a user
 * namespace.run(work);                       // work makes a bridge in it, and maps guestPorts(id)
 * namespace.publish(id);                     // the host's ports lead there
 * …
 * namespace.leave(id);                       // ports closed; all goes if id was the last
 * }</pre>
 *
 * <p>A user is on record from before the first step on, so {@code leave} undoes whatever a killed
 * process did.
 */
public final class RootlessNamespace {
  /** Where slirp4netns answers for names, as the host's own servers would. */
  public static final String NAMESERVER = SlirpOptions.parse(List.of()).dns();

  /** What it uses itself. */
  public static final String SUBNET = "10.0.2.0/24";

  private static final UserNetworkKind KIND = UserNetworkKind.SLIRP4NETNS;
  private static final String GUEST = SlirpOptions.parse(List.of()).guest();
  private static final String NETNS = "netns";

  /** How the names of visitors begin; process id and start time follow, with a dot in between. */
  private static final String PROCESS = "process.";

  private static final int MAX_PID = Integer.MAX_VALUE;
  private static final long PATIENCE = 60_000;

  private final Kernel kernel;
  private final UserNetworks helpers;
  private final NetworkNamespaces namespaces;
  private final RootlessUsers users;
  private final String folder;
  private final Runnable forget;

  /**
   * Remembers its surroundings; touches nothing yet.
   *
   * @param folder which no other engine uses
   * @param usersFolder for a file for each user, within the folder
   * @param forget ends and forgets what served the namespace before this one; called when a new one
   *     was made
   */
  public RootlessNamespace(
      Kernel kernel, UserNetworks helpers, String folder, String usersFolder, Runnable forget) {
    this.kernel = kernel;
    this.helpers = helpers;
    this.namespaces = new NetworkNamespaces(kernel, folder);
    this.users = new RootlessUsers(usersFolder);
    this.folder = folder;
    this.forget = forget;
  }

  /** Tells whether there is one, or something of one is left. */
  public boolean exists() {
    return new File(folder).exists();
  }

  /**
   * Has the namespace stay until the user leaves; makes or repairs it. A user that is there already
   * keeps its ports.
   *
   * @param user a file's name
   * @param ports that will be published
   * @throws NetworkException INVALID for what slirp4netns cannot publish; FAILED
   */
  public void join(String user, List<PublishedPort> ports) {
    requireForwardable(ports);
    int lock = lock();
    try {
      boolean known = users.names().contains(user);
      if (users.forwards(user).size() != ports.size() || !known) {
        users.add(user, users.choose(user, ports));
      }
      try {
        repair(user);
      } catch (RuntimeException e) {
        if (!known) {
          users.remove(user);
          removeIfUnused();
        }
        throw e;
      }
    } finally {
      kernel.locks().unlock(lock);
    }
  }

  private static void requireForwardable(List<PublishedPort> ports) {
    PortChecks.check(ports, KIND.program());
    for (int i = 0; i < ports.size(); i++) {
      if (ports.get(i).hostIp().indexOf(':') >= 0) {
        throw PortChecks.invalid(
            ports.get(i), "bridges of unprivileged users have ports on IPv4 addresses only");
      }
    }
  }

  /** Does work inside; one that is lost is replaced, without a way to the outside. */
  public void run(Runnable work) {
    if (!isThere()) {
      int lock = lock();
      try {
        make();
      } finally {
        kernel.locks().unlock(lock);
      }
    }
    kernel.mounts().inNetworkNamespace(path(), work);
  }

  /** As {@link #run}, for work that nobody undoes: the namespace is there until it ends. */
  public void visit(Runnable work) {
    int self = kernel.pids().self();
    String user = PROCESS + self + "." + kernel.pids().startTime(self);
    join(user, List.of());
    try {
      run(work);
    } finally {
      leave(user);
    }
  }

  /** Returns a user's ports, with those of the namespace in the place of the host's. */
  public List<PublishedPort> guestPorts(String user) {
    List<PublishedPort> forwards = users.forwards(user);
    List<PublishedPort> guests = new ArrayList<>();
    for (int i = 0; i < forwards.size(); i++) {
      PublishedPort port = forwards.get(i);
      guests.add(
          new PublishedPort(
              "", port.containerPort(), port.containerPort(), port.count(), port.protocol()));
    }
    return guests;
  }

  /**
   * Has the host's ports of a user lead to the namespace; once more changes nothing.
   *
   * @throws NetworkException FAILED where one is taken, or no port for a user; those that were open
   *     before stay so
   */
  public void publish(String user) {
    List<PublishedPort> opened = new ArrayList<>();
    PortTrouble trouble = open(user, opened);
    if (trouble != null) {
      for (int i = 0; i < opened.size(); i++) {
        api().remove(opened.get(i), 0);
      }
      throw PortChecks.failure(KIND.program(), trouble.port, trouble.index, trouble.error);
    }
  }

  /** Which port could not be opened, and why. */
  private record PortTrouble(PublishedPort port, int index, String error) {}

  /** Adds each port that is open now, and was not before, to a list. */
  private @Nullable PortTrouble open(String user, List<PublishedPort> opened) {
    List<PublishedPort> forwards = users.forwards(user);
    SlirpApi api = api();
    for (int i = 0; i < forwards.size(); i++) {
      PublishedPort port = forwards.get(i);
      for (int index = 0; index < port.count(); index++) {
        String error = api.forward(port, index, GUEST);
        // Whoever started slirp4netns anew may have been quicker.
        if (error == null) {
          opened.add(single(port, index));
        } else if (!api.forwards(port, index)) {
          return new PortTrouble(port, index, error);
        }
      }
    }
    return null;
  }

  private static PublishedPort single(PublishedPort port, int index) {
    return new PublishedPort(
        port.hostIp(), port.hostPort() + index, port.containerPort() + index, 1, port.protocol());
  }

  private void close(String user) {
    List<PublishedPort> forwards = users.forwards(user);
    for (int i = 0; i < forwards.size(); i++) {
      for (int index = 0; index < forwards.get(i).count(); index++) {
        api().remove(forwards.get(i), index);
      }
    }
  }

  private SlirpApi api() {
    return new SlirpApi(kernel, new HelperFiles(folder).slirpSocket());
  }

  /** Ends a user's need; the last one's takes all away. Of an unknown user, nothing. */
  public void leave(String user) {
    if (!exists()) {
      return;
    }
    int lock = lock();
    try {
      if (!users.names().equals(List.of(user))) {
        close(user);
      }
      users.remove(user);
      removeIfUnused();
    } finally {
      kernel.locks().unlock(lock);
    }
  }

  /** Takes all away, whoever still needs it. */
  public void remove() {
    if (!exists()) {
      helpers.stopLost(path());
      return;
    }
    int lock = lock();
    try {
      List<String> names = users.names();
      for (int i = 0; i < names.size(); i++) {
        users.remove(names.get(i));
      }
      helpers.stopLost(path());
      removeIfUnused();
    } finally {
      kernel.locks().unlock(lock);
    }
  }

  private void removeIfUnused() {
    List<String> names = users.names();
    boolean used = false;
    for (int i = 0; i < names.size(); i++) {
      if (isGone(names.get(i))) {
        users.remove(names.get(i));
      } else {
        used = true;
      }
    }
    if (!used) {
      helpers.stop(folder);
      namespaces.remove(NETNS);
      users.removeFolder();
      TextFiles.delete(folder);
    }
  }

  /** Tells whether a user is a visitor that was killed; containers are taken away by others. */
  private boolean isGone(String user) {
    if (!user.startsWith(PROCESS)) {
      return false;
    }
    int dot = user.indexOf('.', PROCESS.length());
    int pid =
        Ipv4.number(user.substring(PROCESS.length(), Math.max(PROCESS.length(), dot)), MAX_PID);
    return pid < 1 || !user.endsWith("." + kernel.pids().startTime(pid));
  }

  /** Has namespace and slirp4netns be there; a new slirp4netns gets the ports of all others. */
  private void repair(String user) {
    boolean fresh = make();
    if (fresh || !helpers.runs(folder)) {
      helpers.stop(folder);
      UserNetwork slirp = helpers.of(KIND);
      NetworkRequest request = new NetworkRequest(path(), List.of(), List.of(), folder, true);
      slirp.launch(slirp.plan(request)).await();
      List<String> others = fresh ? List.of() : users.names();
      for (int i = 0; i < others.size(); i++) {
        if (!others.get(i).equals(user)) {
          // A port that another program has taken meanwhile is lost; that is no failure of ours.
          PortTrouble _ = open(others.get(i), new ArrayList<>());
        }
      }
    }
  }

  /** Makes the namespace where it is missing; tells whether it was. */
  private boolean make() {
    if (isThere()) {
      return false;
    }
    helpers.stop(folder);
    helpers.stopLost(path()); // its record may be lost with the run folder
    forget.run();
    namespaces.create(NETNS);
    return true;
  }

  private boolean isThere() {
    return kernel.mounts().isMountPoint(path());
  }

  private String path() {
    return namespaces.path(NETNS);
  }

  /** Returns the host's address that the namespace reaches, null where it has none. */
  public static @Nullable String hostAddress() {
    return HostRoutes.read().address();
  }

  private int lock() {
    String path = folder + ".lock";
    boolean _ = new File(path).getParentFile().mkdirs();
    int lock = kernel.locks().lock(path, true, PATIENCE);
    if (lock < 0) {
      throw new NetworkException(
          NetworkException.Kind.FAILED,
          "enter the user's network namespace: process "
              + kernel.locks().holder(path)
              + " has held the lock "
              + path
              + " for a minute");
    }
    return lock;
  }
}
