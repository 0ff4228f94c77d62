package dev.kapok.cli;

import dev.kapok.cli.command.Command;
import dev.kapok.cli.container.PruneContainersCommand;
import dev.kapok.cli.image.ImageTreeCommand;
import dev.kapok.cli.image.ImportCommand;
import dev.kapok.cli.image.LoadCommand;
import dev.kapok.cli.image.LoginCommand;
import dev.kapok.cli.image.LogoutCommand;
import dev.kapok.cli.image.PruneImagesCommand;
import dev.kapok.cli.image.PullCommand;
import dev.kapok.cli.image.PushCommand;
import dev.kapok.cli.image.SaveCommand;
import dev.kapok.cli.image.ScpCommand;
import dev.kapok.cli.image.SearchCommand;
import dev.kapok.cli.manifest.AddInstanceCommand;
import dev.kapok.cli.manifest.AnnotateCommand;
import dev.kapok.cli.manifest.CreateListCommand;
import dev.kapok.cli.manifest.InspectListCommand;
import dev.kapok.cli.manifest.ListExistsCommand;
import dev.kapok.cli.manifest.PushListCommand;
import dev.kapok.cli.manifest.RemoveInstanceCommand;
import dev.kapok.cli.manifest.RemoveListCommand;
import dev.kapok.cli.network.PruneNetworksCommand;
import dev.kapok.cli.pod.PrunePodsCommand;
import dev.kapok.cli.system.CheckCommand;
import dev.kapok.cli.system.DiskUsageCommand;
import dev.kapok.cli.system.MigrateCommand;
import dev.kapok.cli.system.PruneCommand;
import dev.kapok.cli.system.RenumberCommand;
import dev.kapok.cli.system.ResetCommand;
import dev.kapok.cli.system.ServiceCommand;
import dev.kapok.cli.tree.CommitCommand;
import dev.kapok.cli.tree.CopyCommand;
import dev.kapok.cli.tree.DiffCommand;
import dev.kapok.cli.tree.ExportCommand;
import dev.kapok.cli.tree.MountCommand;
import dev.kapok.cli.tree.UnmountCommand;
import dev.kapok.cli.volume.ExportVolumeCommand;
import dev.kapok.cli.volume.ImportVolumeCommand;
import dev.kapok.cli.volume.MountVolumeCommand;
import dev.kapok.cli.volume.PruneVolumesCommand;
import dev.kapok.cli.volume.ReloadVolumesCommand;
import dev.kapok.cli.volume.UnmountVolumeCommand;
import dev.kapok.libpod.ContainerTrees;
import org.jspecify.annotations.Nullable;

/**
 * The commands that bring and make images, those on whole trees of files, and the service. They run
 * in a JVM with the ordinary class path; a class of its own, so that the verifier of a light
 * command's JVM never looks for their libraries.
 */
final class HeavyCommands {
  private HeavyCommands() {}

  static @Nullable Command find(String name) {
    return switch (name) {
      case "commit" -> new CommitCommand();
      case "cp" -> new CopyCommand();
      case "diff" -> new DiffCommand(ContainerTrees.Scope.ANY);
      case "export" -> new ExportCommand();
      case "import" -> new ImportCommand();
      case "load" -> new LoadCommand();
      case "login" -> new LoginCommand();
      case "logout" -> new LogoutCommand();
      case "prune" -> new PruneImagesCommand();
      case "mount" -> new MountCommand();
      case "pull" -> new PullCommand();
      case "push" -> new PushCommand();
      case "save" -> new SaveCommand();
      case "scp" -> new ScpCommand();
      case "search" -> new SearchCommand();
      case "tree" -> new ImageTreeCommand();
      case "umount", "unmount" -> new UnmountCommand();
      default -> null;
    };
  }

  /** Returns a command on lists of images. */
  static @Nullable Command manifest(String name) {
    return switch (name) {
      case "add" -> new AddInstanceCommand();
      case "annotate" -> new AnnotateCommand();
      case "create" -> new CreateListCommand();
      case "exists" -> new ListExistsCommand();
      case "inspect" -> new InspectListCommand();
      case "push" -> new PushListCommand();
      case "remove" -> new RemoveInstanceCommand();
      case "rm" -> new RemoveListCommand();
      default -> null;
    };
  }

  /** Returns the command of a name behind {@code system}, or null. */
  static @Nullable Command system(String name) {
    return switch (name) {
      case "check" -> new CheckCommand();
      case "df" -> new DiskUsageCommand();
      case "migrate" -> new MigrateCommand();
      case "prune" -> new PruneCommand();
      case "renumber" -> new RenumberCommand();
      case "reset" -> new ResetCommand();
      case "service" -> new ServiceCommand();
      default -> null;
    };
  }

  /** Returns the command of a name behind {@code volume}, or null. */
  static @Nullable Command volume(String name) {
    return switch (name) {
      case "export" -> new ExportVolumeCommand();
      case "import" -> new ImportVolumeCommand();
      case "mount" -> new MountVolumeCommand();
      case "prune" -> new PruneVolumesCommand();
      case "reload" -> new ReloadVolumesCommand();
      case "umount", "unmount" -> new UnmountVolumeCommand();
      default -> null;
    };
  }

  /** Returns {@code prune} behind {@code container}. */
  static Command pruneContainers() {
    return new PruneContainersCommand();
  }

  /** Returns {@code prune} behind {@code network}. */
  static Command pruneNetworks() {
    return new PruneNetworksCommand();
  }

  /** Returns {@code prune} behind {@code pod}. */
  static Command prunePods() {
    return new PrunePodsCommand();
  }

  /** Returns {@code diff} behind a noun. */
  static Command diff(ContainerTrees.Scope scope) {
    return new DiffCommand(scope);
  }
}
