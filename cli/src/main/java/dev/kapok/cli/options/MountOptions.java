package dev.kapok.cli.options;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.values.MountParser;
import dev.kapok.cli.values.VolumeParser;
import dev.kapok.cli.values.VolumesFromParser;
import dev.kapok.libpod.ContainerDefaults;
import dev.kapok.libpod.model.MountConfig;
import dev.kapok.libpod.model.RootFsConfig;
import dev.kapok.libpod.model.VolumeDefaults;
import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** What is mounted, and what the root is. */
public final class MountOptions {
  private static final String SELINUX = "/sys/fs/selinux/enforce";

  private MountOptions() {}

  static void addTo(List<Option> options) {
    options.add(
        Option.list("volume", 'v', "stringArray", "Bind mount a volume into the container"));
    options.add(Option.list("mount", "stringArray", "Attach a filesystem mount to the container"));
    options.add(
        Option.list("tmpfs", "tmpfs", "Mount a temporary filesystem (tmpfs) into a container"));
    options.add(
        Option.list(
            "volumes-from", "stringArray", "Mount volumes from the specified container(s)"));
    options.add(
        Option.text(
            "image-volume",
            "string",
            "Tells how to handle the image volumes (\"bind\"|\"tmpfs\"|\"ignore\")"));
    options.add(Option.flag("read-only", "Make containers root filesystem read-only"));
    options.add(
        Option.flag(
            "read-only-tmpfs",
            "When running containers in read-only mode mount a read-write tmpfs on /run, /tmp and"
                + " /var/tmp (default true)"));
    options.add(
        Option.flag(
            "rootfs",
            "The first argument is not an image but the rootfs to the exploded container"));
  }

  static List<MountConfig> mounts(Arguments arguments, ContainerDefaults defaults) {
    boolean selinux = new File(SELINUX).exists();
    VolumeParser parser = new VolumeParser(System.getProperty("user.dir", "/"), selinux);
    List<MountConfig> mounts = new ArrayList<>();
    List<String> volumes = arguments.list("volume");
    for (int i = 0; i < volumes.size(); i++) {
      add(mounts, parser.volume(volumes.get(i)));
    }
    List<String> tmpfs = arguments.list("tmpfs");
    for (int i = 0; i < tmpfs.size(); i++) {
      add(mounts, parser.tmpfs(tmpfs.get(i)));
    }
    List<String> others = arguments.list("mount");
    for (int i = 0; i < others.size(); i++) {
      add(mounts, MountParser.parse(others.get(i), parser, selinux));
    }
    for (int i = 0; i < defaults.volumes().size(); i++) {
      MountConfig mount = parser.volume(defaults.volumes().get(i));
      if (!hasTarget(mounts, mount.target())) {
        mounts.add(mount);
      }
    }
    return mounts;
  }

  static VolumeDefaults volumes(Arguments arguments) {
    boolean selinux = new File(SELINUX).exists();
    List<VolumeDefaults.From> from = new ArrayList<>();
    List<String> containers = arguments.list("volumes-from");
    for (int i = 0; i < containers.size(); i++) {
      from.add(VolumesFromParser.from(containers.get(i), selinux));
    }
    String images = arguments.text("image-volume", "anonymous");
    return new VolumeDefaults(from, VolumesFromParser.images(images));
  }

  private static void add(List<MountConfig> mounts, MountConfig mount) {
    if (mount.type() != MountConfig.Type.GLOB && hasTarget(mounts, mount.target())) {
      throw new UsageException(mount.target() + ": duplicate mount destination");
    }
    mounts.add(mount);
  }

  private static boolean hasTarget(List<MountConfig> mounts, String target) {
    for (int i = 0; i < mounts.size(); i++) {
      if (mounts.get(i).target().equals(target)) {
        return true;
      }
    }
    return false;
  }

  static RootFsConfig rootFs(Arguments arguments, String image) {
    boolean folder = arguments.flag("rootfs");
    return new RootFsConfig(
        folder ? null : image,
        null,
        null,
        null,
        folder ? new File(image).getAbsolutePath() : null,
        arguments.flag("read-only"),
        arguments.flag("read-only-tmpfs", true));
  }
}
