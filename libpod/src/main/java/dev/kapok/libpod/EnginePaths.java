package dev.kapok.libpod;

/**
 * Where everything of an engine lies. Nobody else puts its paths together.
 *
 * <p>Beneath {@code root}, which survives a reboot: the database, and for each container a folder
 * with its log. Beneath {@code runRoot}: for each container that runs a bundle, which conmon and
 * the runtime use; its presence says that a start has to be undone.
 */
public final class EnginePaths {
  private final EngineConfig.Directories directories;

  /** Takes the roots. */
  public EnginePaths(EngineConfig.Directories directories) {
    this.directories = directories;
  }

  /** Returns the state database's file. */
  public String database() {
    return directories.root() + "/kapok.db";
  }

  /** Returns the folder of all containers' durable folders. */
  public String containers() {
    return directories.root() + "/containers";
  }

  /** Returns a container's durable folder. */
  public String container(String id) {
    return containers() + "/" + id;
  }

  /** Returns where a container's log lies unless it was asked elsewhere. */
  public String log(String id) {
    return container(id) + "/ctr.log";
  }

  /** Returns the folder of all bundles. */
  public String bundles() {
    return directories.runRoot() + "/containers";
  }

  /** Returns a running container's bundle. */
  public String bundle(String id) {
    return bundles() + "/" + id;
  }

  /** Returns the file in the bundle with this name. */
  public String inBundle(String id, String file) {
    return bundle(id) + "/" + file;
  }

  /** Returns the lock that an attached client holds while it lives. */
  public String clientLock(String id) {
    return inBundle(id, "client.lock");
  }

  /** Returns the folder where conmon leaves exit codes. */
  public String exits() {
    return directories.tmpDir() + "/exits";
  }

  /** Returns the file with a container's exit code. */
  public String exit(String id) {
    return exits() + "/" + id;
  }

  /** Returns the folder of network namespaces. */
  public String networkNamespaces() {
    return directories.runRoot() + "/netns";
  }

  /** Returns where a container's network namespace is bound. */
  public String networkNamespace(String id) {
    return networkNamespaces() + "/" + id;
  }

  /** Returns the folder with what is on record of containers' connections to networks. */
  public String connections() {
    return directories.runRoot() + "/cni";
  }

  /** Returns the folder of the locks of what containers' connections share. */
  public String networkLocks() {
    return connections() + "/locks";
  }

  /** Returns the folder with the addresses that containers have. */
  public String leases() {
    return connections() + "/leases";
  }

  /** Returns the folder with the names of containers on networks. */
  public String containerNames() {
    return connections() + "/names";
  }

  /** Returns the folder of the namespace that an unprivileged user's networks are in. */
  public String rootlessNamespace() {
    return directories.runRoot() + "/networks/rootless-netns";
  }

  /** Returns the folder with a file for each container that needs that namespace. */
  public String rootlessUsers() {
    return rootlessNamespace() + "/users";
  }

  /** Returns the folder of locks. */
  public String locks() {
    return directories.runRoot() + "/locks";
  }

  /** Returns a container's lock. */
  public String lock(String id) {
    return locks() + "/" + id;
  }

  /** Returns the folder where the runtime keeps its own state. */
  public String runtimeState() {
    return directories.runRoot() + "/runtime";
  }

  /** Returns the file that remembers which runtime works. */
  public String runtimeChoice() {
    return directories.tmpDir() + "/runtime-choice";
  }

  /** Returns the content of a named volume. */
  public String volumeData(String name) {
    return volume(name) + "/_data";
  }

  /** Returns the folder of a named volume. */
  public String volume(String name) {
    return directories.volumePath() + "/" + name;
  }

  /** Returns the lock that is held while a named volume is made. */
  public String volumeLock(String name) {
    return volume(name) + "/lock";
  }

  /** Returns the mark of a volume that no container has used yet. */
  public String volumeFresh(String name) {
    return volume(name) + "/fresh";
  }

  /** Returns the mark of a volume that is being filled where it is mounted. */
  public String volumeFilling(String name) {
    return volume(name) + "/filling";
  }

  /** Returns the folder of the marks of tars that are being unpacked for volumes. */
  public String imports() {
    return directories.root() + "/imports";
  }

  /** Returns the folder of the tars that are being unpacked for a volume. */
  public String volumeImports(String name) {
    return volume(name) + "/import";
  }

  /**
   * Returns the folder of volumes' folders that wait for their deletion: one for each engine, where
   * several may keep volumes in the same folder.
   */
  public String removedVolumes() {
    String name = volumes() + "/.removed";
    boolean isOwn = volumes().startsWith(directories.root() + "/");
    return isOwn ? name : name + "-" + Integer.toHexString(directories.root().hashCode());
  }

  /** Returns the folder of {@link #volumePin}. */
  public String volumePins(String name) {
    return directories.runRoot() + "/tmp/volumes/" + name;
  }

  /** Returns the file with how often a volume was mounted for the host; a reboot voids it. */
  public String volumePin(String name) {
    return volumePins(name) + "/times";
  }

  /** Returns the folder of named volumes. */
  public String volumes() {
    return directories.volumePath();
  }
}
