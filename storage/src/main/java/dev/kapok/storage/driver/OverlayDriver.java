package dev.kapok.storage.driver;

import dev.kapok.storage.MountSpec;
import dev.kapok.storage.StorageException;
import dev.kapok.storage.tree.TreeSize;
import dev.kapok.storage.unpack.WhiteoutStyle;
import dev.kapok.sys.FileStat;
import dev.kapok.sys.IdMaps;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Mounts;
import dev.kapok.sys.file.TreeDeleter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's overlay file system, or a program that does the same through FUSE where the user
 * names one.
 *
 * <p>A mount takes at most one page of options. Where the absolute paths fit, they are used, since
 * they say most to whoever reads /proc/mounts; where they don't, the short names in {@code l} are,
 * relative to the driver's folder. {@link LayerMounter} deals with what is still too long.
 *
 * @see <a href="https://docs.kernel.org/filesystems/overlayfs.html">overlayfs</a>
 */
public final class OverlayDriver implements GraphDriver {
  /** The name of the driver, of its folder and of the kernel's file system. */
  public static final String NAME = "overlay";

  /** OVL_MAX_STACK of the kernel. */
  static final int MAX_LAYERS = 500;

  private final Kernel kernel;
  private final LayerPaths paths;
  private final OverlayOptions options;
  private final OverlayProbe probe;
  private final boolean rootless;
  private final @Nullable String program;

  /** Works in one store's folder. */
  public OverlayDriver(
      Kernel kernel,
      LayerPaths paths,
      DriverOptions options,
      OverlayProbe probe,
      boolean rootless) {
    this.kernel = kernel;
    this.paths = paths;
    this.program = options.mountProgram();
    this.options =
        program == null
            ? OverlayOptions.of(options.mountOptions(), rootless)
            : OverlayOptions.ofProgram(options.mountOptions());
    this.probe = probe;
    this.rootless = rootless;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void check() {
    if (program == null) {
      probe.require();
      return;
    }
    String problem = new MountProgram(kernel, program).problem();
    if (problem != null) {
      throw new StorageException(problem);
    }
  }

  @Override
  public WhiteoutStyle whiteouts() {
    return rootless ? WhiteoutStyle.OVERLAY_USER : WhiteoutStyle.OVERLAY;
  }

  @Override
  public void prepare(String containerId, List<Lower> lowers) {
    Folder folder = new Folder(kernel);
    folder.make(paths.container(containerId), 0700);
    folder.make(paths.upper(containerId), 0755);
    folder.make(paths.work(containerId), 0700);
    folder.make(paths.merged(containerId), 0700);
    if (!lowers.isEmpty()) {
      // The upper layer's root is what the container sees of "/": it looks like the image's.
      FileStat top = folder.stat(paths.diff(lowers.get(0).id()));
      if (top != null) {
        folder.dress(paths.upper(containerId), top);
      }
    }
  }

  @Override
  public MountSpec mount(
      String containerId, List<Lower> lowers, boolean disposable, @Nullable IdMaps owners) {
    String target = paths.merged(containerId);
    if (lowers.isEmpty()) {
      return new MountSpec(null, paths.upper(containerId), target, Mounts.MS_BIND, "", null);
    }
    if (lowers.size() > MAX_LAYERS) {
      throw new StorageException(
          "mount container "
              + containerId
              + ": its image has "
              + lowers.size()
              + " layers, the kernel's overlay takes "
              + MAX_LAYERS
              + ": build the image with fewer layers");
    }
    if (program != null) {
      String volatileToo = options.data() + (disposable ? ",volatile" : "");
      String data = relative(containerId, lowers, volatileToo);
      return new MountSpec(NAME, program, target, 0, data, paths.home(), program);
    }
    String extra = options.data();
    if (disposable) {
      extra += ",volatile";
      forgetLastMount(containerId);
    }
    if (isPlain(paths.home())) {
      String absolute = absolute(containerId, lowers, extra);
      if (absolute.length() <= LayerMounter.MAX_DATA) {
        return new MountSpec(NAME, NAME, target, options.flags(), absolute, null);
      }
    }
    String relative = relative(containerId, lowers, extra);
    return new MountSpec(NAME, NAME, target, options.flags(), relative, paths.home());
  }

  @Override
  public Owners owners() {
    // What a program maps it marks in ways of its own, so that diff and commit could not read it.
    return program == null ? Owners.MAPPED : Owners.COPIED;
  }

  private String absolute(String containerId, List<Lower> lowers, String extra) {
    StringBuilder data = new StringBuilder(1024).append("lowerdir=");
    for (int i = 0; i < lowers.size(); i++) {
      data.append(i == 0 ? "" : ":").append(paths.link(lowers.get(i).link()));
    }
    data.append(",upperdir=").append(paths.upper(containerId));
    data.append(",workdir=").append(paths.work(containerId));
    return data.append(extra).toString();
  }

  private String relative(String containerId, List<Lower> lowers, String extra) {
    StringBuilder data = new StringBuilder(1024).append("lowerdir=");
    for (int i = 0; i < lowers.size(); i++) {
      data.append(i == 0 ? "" : ":");
      data.append(LayerPaths.LINKS).append('/').append(lowers.get(i).link());
    }
    data.append(",upperdir=c/").append(containerId).append("/diff");
    data.append(",workdir=c/").append(containerId).append("/work");
    return data.append(extra).toString();
  }

  /** The kernel refuses a second volatile mount until its mark of the first is gone. */
  private void forgetLastMount(String containerId) {
    String mark = paths.work(containerId) + "/work/incompat";
    if (new Folder(kernel).stat(mark) != null) {
      new TreeDeleter(kernel).delete(mark);
    }
  }

  /** The option string has its own meaning for these; only a path of the user's can have them. */
  private static boolean isPlain(String path) {
    return path.indexOf(':') < 0
        && path.indexOf(',') < 0
        && path.indexOf('\\') < 0
        && path.indexOf('"') < 0;
  }

  @Override
  public String root(String containerId) {
    return paths.merged(containerId);
  }

  @Override
  public @Nullable String changes(String containerId) {
    // What a program writes it marks in ways of its own; its mount shows what is meant.
    return options.plain() && program == null ? paths.upper(containerId) : null;
  }

  @Override
  public Map<String, String> folders(String containerId, List<Lower> lowers) {
    Map<String, String> folders = new LinkedHashMap<>();
    if (!lowers.isEmpty()) {
      StringBuilder diffs = new StringBuilder();
      for (int i = 0; i < lowers.size(); i++) {
        diffs.append(i == 0 ? "" : ":").append(paths.diff(lowers.get(i).id()));
      }
      folders.put("LowerDir", diffs.toString());
    }
    if (kernel.mounts().isMountPoint(paths.merged(containerId))) {
      folders.put("MergedDir", paths.merged(containerId));
    }
    folders.put("UpperDir", paths.upper(containerId));
    folders.put("WorkDir", paths.work(containerId));
    return folders;
  }

  @Override
  public long size(String containerId, List<Lower> lowers) {
    return new TreeSize(kernel).of(paths.upper(containerId));
  }
}
