package dev.kapok.network.definition;

import dev.kapok.network.NetworkException;
import dev.kapok.network.NetworkException.Kind;
import dev.kapok.network.address.Subnet;
import dev.kapok.sys.Errno;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.file.AtomicFile;
import dev.kapok.sys.file.RandomId;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The networks that are defined: those of the engine's folder, which is changed here alone, those
 * that others wrote into CNI's folder, and the default one, which is there without a file until
 * somebody uses it.
 *
 * <p>Reading takes no lock: files are replaced whole. Creating takes the folder's lock, so that
 * names, bridges and subnets are given once, and returns when the definition is on the disk.
 * Failures are {@link NetworkException}s. Belongs to one thread.
 */
public final class Networks {
  /** The network of containers that name none. */
  public static final String DEFAULT = DefaultNetwork.NAME;

  private static final String LOCK = ".lock";

  private static final Comparator<DefinedNetwork> BY_NAME =
      new Comparator<>() {
        @Override
        public int compare(DefinedNetwork one, DefinedNetwork other) {
          return one.name().compareTo(other.name());
        }
      };

  /** How long a command waits for another one, in milliseconds. */
  private static final long PATIENCE = 120_000;

  private final Kernel kernel;
  private final NetworkFolders folders;
  private final List<String> reserved;
  private final DefinitionFiles files;

  /**
   * Reads and writes in these folders; touches nothing yet.
   *
   * @param reserved subnets that the engine itself uses
   */
  public Networks(Kernel kernel, NetworkFolders folders, List<String> reserved) {
    this.kernel = kernel;
    this.folders = folders;
    this.reserved = List.copyOf(reserved);
    this.files = new DefinitionFiles(kernel, folders);
  }

  /** Returns all networks by their names. */
  public List<DefinedNetwork> list() {
    List<DefinedNetwork> all = files.all();
    addDefault(all);
    all.sort(BY_NAME);
    return all;
  }

  /**
   * As {@link #list}, for who does not ask for subnets: the default network has none here as long
   * as nobody used it.
   */
  public List<DefinedNetwork> overview() {
    List<DefinedNetwork> all = files.all();
    if (named(all, DEFAULT) == null) {
      NetworkSpec spec = new DefaultNetwork(folders.own(), all).withoutSubnet(now());
      all.add(DefinedNetwork.own(spec, ""));
    }
    all.sort(BY_NAME);
    return all;
  }

  /** Returns what is wrong with files that were passed over so far, a sentence each. */
  public List<String> problems() {
    return files.problems();
  }

  /** Returns the network of exactly this name, or null. */
  public @Nullable DefinedNetwork get(String name) {
    DefinedNetwork own = files.own(name);
    return own == null ? named(candidates(DEFAULT.equals(name)), name) : own;
  }

  /**
   * Returns the network of this name, or the only one whose id begins so.
   *
   * @throws NetworkException NOT_FOUND, or INVALID where the ids of several begin so
   */
  public DefinedNetwork find(String nameOrId) {
    DefinedNetwork own = files.own(nameOrId);
    if (own != null) {
      return own;
    }
    boolean maybeDefault = DEFAULT.equals(nameOrId) || DefaultNetwork.ID.startsWith(nameOrId);
    List<DefinedNetwork> all = candidates(maybeDefault);
    DefinedNetwork named = named(all, nameOrId);
    return named == null ? byId(all, nameOrId) : named;
  }

  private static DefinedNetwork byId(List<DefinedNetwork> all, String id) {
    DefinedNetwork found = null;
    for (int i = 0; NetworkNames.isHex(id) && i < all.size(); i++) {
      if (all.get(i).spec().id().startsWith(id)) {
        if (found != null) {
          throw new NetworkException(
              Kind.INVALID, "more than one result for network ID " + id + ": write more of it");
        }
        found = all.get(i);
      }
    }
    if (found == null) {
      throw new NetworkException(
          Kind.NOT_FOUND, "unable to find network with name or ID " + id + ": network not found");
    }
    return found;
  }

  private static @Nullable DefinedNetwork named(List<DefinedNetwork> all, String name) {
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).name().equals(name)) {
        return all.get(i);
      }
    }
    return null;
  }

  /**
   * As {@link #find}, for who is about to connect a container: the default network is written, so
   * that it keeps its subnet.
   */
  public DefinedNetwork forUse(String nameOrId) {
    DefinedNetwork found = find(nameOrId);
    return found.path().isEmpty() ? writeDefault() : found;
  }

  private DefinedNetwork writeDefault() {
    int lock = lock();
    try {
      DefinedNetwork written = files.own(DEFAULT);
      return written == null ? write(defaultSpec(files.all())) : written;
    } catch (SyscallException e) {
      throw failure("writing network " + DEFAULT, e);
    } finally {
      kernel.locks().unlock(lock);
    }
  }

  /**
   * Defines a network; returns it as it was written.
   *
   * @throws NetworkException EXISTS where the name is taken, INVALID for what makes no sense
   */
  public NetworkSpec create(NetworkDraft draft) {
    String name = draft.name();
    if (name != null) {
      NetworkNames.require(name);
    }
    int lock = lock();
    try {
      sweep();
      List<DefinedNetwork> defined = files.all();
      List<UsedSubnet> used = used(defined);
      addDefault(defined);
      RandomId random = new RandomId(kernel.io());
      NetworkSpec spec = new CompleteNetwork(draft, defined).complete(used, random, now());
      return write(spec).spec();
    } catch (SyscallException e) {
      throw failure("creating network" + (name == null ? "" : " " + name), e);
    } finally {
      kernel.locks().unlock(lock);
    }
  }

  private DefinedNetwork write(NetworkSpec spec) {
    String path = files.path(spec.name());
    new AtomicFile(kernel).write(path, ConflistWriter.write(spec), 0644);
    return DefinedNetwork.own(spec, path);
  }

  /**
   * Removes a definition. The caller makes sure that no container uses the network, and that none
   * begins to.
   *
   * @throws NetworkException INVALID for the default network and for others' files, NOT_FOUND where
   *     somebody was quicker
   */
  public void remove(DefinedNetwork network) {
    requireOwn(network);
    try {
      byte[] path = network.path().getBytes(StandardCharsets.UTF_8);
      kernel.tree().unlink(FileTree.CWD, path, false);
    } catch (SyscallException e) {
      if (e.errno() == Errno.ENOENT) {
        throw new NetworkException(
            Kind.NOT_FOUND, "network " + network.name() + " was removed meanwhile");
      }
      throw failure("removing network " + network.name(), e);
    }
  }

  /**
   * Changes whom containers of a network ask for names that are none of theirs; nothing else in the
   * file changes.
   *
   * @param added behind those that are there; one that is there already is not added again
   * @param dropped which need not be there
   * @return the network as it was written
   * @throws NetworkException NOT_FOUND; INVALID for what is no address, for others' networks, and
   *     where no names are known
   */
  public NetworkSpec changeDns(String nameOrId, List<String> added, List<String> dropped) {
    List<String> add = SubnetChecks.addresses("DNS server", added);
    List<String> drop = SubnetChecks.addresses("DNS server", dropped);
    String name = find(nameOrId).name();
    int lock = lock();
    try {
      DefinedNetwork network = find(name);
      if (network.foreign()) {
        throw new NetworkException(
            Kind.INVALID,
            "network "
                + name
                + " is defined by somebody else, in "
                + network.path()
                + ", which is only read: change that file");
      }
      return new ChangedDns(network, add, drop).write(new AtomicFile(kernel)).spec();
    } catch (SyscallException e) {
      throw failure("changing network " + name, e);
    } finally {
      kernel.locks().unlock(lock);
    }
  }

  /**
   * Makes sure that a definition is one that may be removed.
   *
   * @throws NetworkException INVALID
   */
  public void requireOwn(DefinedNetwork network) {
    if (network.name().equals(DEFAULT)) {
      throw new NetworkException(Kind.INVALID, "default network " + DEFAULT + " cannot be removed");
    }
    if (network.foreign()) {
      throw new NetworkException(
          Kind.INVALID,
          "network "
              + network.name()
              + " is defined by somebody else, in "
              + network.path()
              + ", which is only read: remove that file");
    }
  }

  /**
   * Removes all definitions that the engine wrote, and its folder where nothing else is in it. The
   * caller makes sure that there are no containers.
   */
  public void clear() {
    if (!new File(folders.own()).isDirectory()) {
      return;
    }
    int lock = lock();
    try {
      sweep();
      List<DefinedNetwork> all = files.all();
      for (int i = 0; i < all.size(); i++) {
        if (!all.get(i).foreign() && all.get(i).list().raw().containsKey(ConflistWriter.OWN)) {
          boolean _ = new File(all.get(i).path()).delete();
        }
      }
      boolean _ = new File(folders.own(), LOCK).delete();
      boolean _ = new File(folders.own()).delete();
    } finally {
      kernel.locks().unlock(lock);
    }
  }

  /** Choosing the default network's subnet takes a look at all routes of the host. */
  private List<DefinedNetwork> candidates(boolean maybeDefault) {
    List<DefinedNetwork> all = files.all();
    if (maybeDefault) {
      addDefault(all);
    }
    return all;
  }

  private void addDefault(List<DefinedNetwork> all) {
    if (named(all, DEFAULT) == null) {
      all.add(DefinedNetwork.own(defaultSpec(all), ""));
    }
  }

  private NetworkSpec defaultSpec(List<DefinedNetwork> defined) {
    return new DefaultNetwork(folders.own(), defined).spec(used(defined), now());
  }

  private List<UsedSubnet> used(List<DefinedNetwork> defined) {
    List<UsedSubnet> used = files.avoided();
    for (int i = 0; i < defined.size(); i++) {
      List<SubnetSpec> subnets = defined.get(i).spec().subnets();
      for (int j = 0; j < subnets.size(); j++) {
        String by = "the network " + defined.get(i).name();
        used.add(new UsedSubnet(subnets.get(j).subnet(), by));
      }
    }
    for (int i = 0; i < reserved.size(); i++) {
      Subnet subnet = Subnet.parse(reserved.get(i));
      if (subnet != null) {
        used.add(new UsedSubnet(subnet, "slirp4netns"));
      }
    }
    List<Subnet> routes = HostSubnets.read(kernel);
    for (int i = 0; i < routes.size(); i++) {
      used.add(new UsedSubnet(routes.get(i), "the host"));
    }
    return used;
  }

  private static long now() {
    return System.currentTimeMillis() * 1_000_000;
  }

  private int lock() {
    File folder = new File(folders.own());
    if (!folder.mkdirs() && !folder.isDirectory()) {
      throw new NetworkException(
          Kind.FAILED, "making the folder " + folder + " for networks failed");
    }
    String path = folders.own() + "/" + LOCK;
    int held;
    try {
      held = kernel.locks().lock(path, true, PATIENCE);
    } catch (SyscallException e) {
      throw failure("changing networks", e);
    }
    if (held < 0) {
      throw new NetworkException(
          Kind.FAILED,
          "changing networks: process "
              + kernel.locks().holder(path)
              + " has held the lock "
              + path
              + " for "
              + PATIENCE / 1000
              + " seconds; see what it waits for, or end it");
    }
    return held;
  }

  /** Removes what a command left that was killed while it wrote; the caller holds the lock. */
  private void sweep() {
    String[] entries = new File(folders.own()).list();
    for (int i = 0; entries != null && i < entries.length; i++) {
      if (entries[i].startsWith(".") && entries[i].endsWith(".new")) {
        boolean _ = new File(folders.own(), entries[i]).delete();
      }
    }
  }

  private static NetworkException failure(String action, SyscallException cause) {
    return new NetworkException(Kind.FAILED, action + ": " + cause.getMessage());
  }
}
