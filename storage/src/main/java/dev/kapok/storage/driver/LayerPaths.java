package dev.kapok.storage.driver;

/**
 * Where everything of a store lies; nobody else puts these paths together.
 *
 * <pre>
 * ROOT/overlay/LAYER/diff                 the files of a layer
 * ROOT/overlay/LAYER/tar                  what makes the layer's tar of its files again
 * ROOT/overlay/LAYER/kept                 files of the tar that later entries replaced
 * ROOT/overlay/l/LINK                     a short way to them: ../LAYER/diff
 * ROOT/overlay/c/CONTAINER/diff           what a container wrote
 * ROOT/overlay/c/CONTAINER/{work,merged}  the driver's own, and where it is mounted
 * ROOT/overlay/c/CONTAINER/mapped/N       layers with mapped owners, while it is being mounted
 * ROOT/overlay/staging/PID-START-LAYER    a layer while it is unpacked
 * ROOT/overlay/trash/NAME                 what is being deleted
 * </pre>
 */
public final class LayerPaths {
  /** The folder of short names, relative to {@link #home}. */
  public static final String LINKS = "l";

  /** The folder of a layer's files, in the layer's own. */
  public static final String DIFF = "diff";

  /** The record of a layer's tar, in the layer's own folder. */
  public static final String TAR = "tar";

  /** The folder of files that a layer's tar has twice, in the layer's own. */
  public static final String KEPT = "kept";

  private final String home;

  /**
   * Names the paths of one store.
   *
   * @param root of the engine ({@code --root})
   * @param driver whose folder it is
   */
  public LayerPaths(String root, String driver) {
    this.home = root + "/" + driver;
  }

  /** Returns the driver's folder, which holds all others. */
  public String home() {
    return home;
  }

  public String layer(String layerId) {
    return home + "/" + layerId;
  }

  public String diff(String layerId) {
    return layer(layerId) + "/diff";
  }

  public String links() {
    return home + "/" + LINKS;
  }

  public String link(String link) {
    return links() + "/" + link;
  }

  /** Returns what a short name holds: a path relative to {@link #links}. */
  public static String linkTarget(String layerId) {
    return "../" + layerId + "/diff";
  }

  public String staging() {
    return home + "/staging";
  }

  /** Returns the staging folder of a layer, named by the process that unpacks it. */
  public String staging(int pid, long startTime, String layerId) {
    return staging() + "/" + pid + "-" + startTime + "-" + layerId;
  }

  public String containers() {
    return home + "/c";
  }

  public String container(String containerId) {
    return containers() + "/" + containerId;
  }

  public String upper(String containerId) {
    return container(containerId) + "/diff";
  }

  public String work(String containerId) {
    return container(containerId) + "/work";
  }

  public String merged(String containerId) {
    return container(containerId) + "/merged";
  }

  /** Returns the folder of the layers that a container sees with mapped owners. */
  public String mapped(String containerId) {
    return container(containerId) + "/mapped";
  }

  /** Returns a layer in that folder, as {@link #links} has short names. */
  public static String mappedLink(String containerId, int number) {
    return "../c/" + containerId + "/mapped/" + number;
  }

  public String trash() {
    return home + "/trash";
  }

  public String trash(String name) {
    return trash() + "/" + name;
  }
}
