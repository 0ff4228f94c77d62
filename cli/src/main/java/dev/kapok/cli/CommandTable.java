package dev.kapok.cli;

import dev.kapok.cli.command.Command;
import dev.kapok.cli.container.AttachCommand;
import dev.kapok.cli.container.CleanupCommand;
import dev.kapok.cli.container.CreateCommand;
import dev.kapok.cli.container.ExecCommand;
import dev.kapok.cli.container.InspectCommand;
import dev.kapok.cli.container.KillCommand;
import dev.kapok.cli.container.ListCommand;
import dev.kapok.cli.container.LogsCommand;
import dev.kapok.cli.container.PortCommand;
import dev.kapok.cli.container.RemoveCommand;
import dev.kapok.cli.container.RenameCommand;
import dev.kapok.cli.container.RestartCommand;
import dev.kapok.cli.container.RunCommand;
import dev.kapok.cli.container.StartCommand;
import dev.kapok.cli.container.StopCommand;
import dev.kapok.cli.container.TopCommand;
import dev.kapok.cli.container.WaitCommand;
import dev.kapok.cli.image.HistoryCommand;
import dev.kapok.cli.image.ImageExistsCommand;
import dev.kapok.cli.image.ImagesCommand;
import dev.kapok.cli.image.RemoveImageCommand;
import dev.kapok.cli.image.TagCommand;
import dev.kapok.cli.image.UntagCommand;
import dev.kapok.cli.network.ConnectNetworkCommand;
import dev.kapok.cli.network.CreateNetworkCommand;
import dev.kapok.cli.network.DisconnectNetworkCommand;
import dev.kapok.cli.network.InspectNetworkCommand;
import dev.kapok.cli.network.ListNetworksCommand;
import dev.kapok.cli.network.NetworkExistsCommand;
import dev.kapok.cli.network.ReloadNetworksCommand;
import dev.kapok.cli.network.RemoveNetworksCommand;
import dev.kapok.cli.network.UpdateNetworkCommand;
import dev.kapok.cli.pod.CreatePodCommand;
import dev.kapok.cli.pod.InspectPodCommand;
import dev.kapok.cli.pod.KillPodCommand;
import dev.kapok.cli.pod.ListPodsCommand;
import dev.kapok.cli.pod.PodExistsCommand;
import dev.kapok.cli.pod.PodLogsCommand;
import dev.kapok.cli.pod.PodTopCommand;
import dev.kapok.cli.pod.RemovePodCommand;
import dev.kapok.cli.pod.RestartPodCommand;
import dev.kapok.cli.pod.StartPodCommand;
import dev.kapok.cli.pod.StopPodCommand;
import dev.kapok.cli.system.CniPluginCommand;
import dev.kapok.cli.system.CompileConfigCommand;
import dev.kapok.cli.system.InfoCommand;
import dev.kapok.cli.system.UnshareCommand;
import dev.kapok.cli.system.VersionCommand;
import dev.kapok.cli.volume.CreateVolumeCommand;
import dev.kapok.cli.volume.InspectVolumeCommand;
import dev.kapok.cli.volume.ListVolumesCommand;
import dev.kapok.cli.volume.RemoveVolumesCommand;
import dev.kapok.cli.volume.VolumeExistsCommand;
import dev.kapok.libpod.ContainerTrees;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which class does what; only the chosen one is loaded. */
final class CommandTable {
  /** The commands in help's order; those of {@link #find} that are not hidden. */
  static final List<String> TOP =
      List.of(
          "attach", "commit", "cp", "create", "diff", "exec", "export", "history", "images",
          "import", "info", "inspect", "kill", "load", "login", "logout", "logs", "mount", "port",
          "ps", "pull", "push", "rename", "restart", "rm", "rmi", "run", "save", "search", "start",
          "stop", "tag", "top", "unmount", "unshare", "untag", "version", "wait");

  /** The words that introduce a second one. */
  static final List<String> NOUNS =
      List.of("container", "image", "manifest", "network", "pod", "system", "volume");

  private static final List<String> CONTAINER =
      List.of(
          "attach", "commit", "cp", "create", "diff", "exec", "export", "inspect", "kill", "list",
          "logs", "ls", "mount", "port", "prune", "ps", "rename", "restart", "rm", "run", "start",
          "stop", "top", "unmount", "wait");
  private static final List<String> IMAGE =
      List.of(
          "diff", "exists", "history", "import", "inspect", "list", "load", "ls", "prune", "pull",
          "push", "rm", "save", "scp", "search", "tag", "tree", "untag");
  private static final List<String> MANIFEST =
      List.of("add", "annotate", "create", "exists", "inspect", "push", "remove", "rm");
  private static final List<String> NETWORK =
      List.of(
          "connect",
          "create",
          "disconnect",
          "exists",
          "inspect",
          "list",
          "ls",
          "prune",
          "reload",
          "rm",
          "update");
  private static final List<String> POD =
      List.of(
          "create", "exists", "inspect", "kill", "list", "logs", "ls", "prune", "ps", "restart",
          "rm", "start", "stop", "top");
  private static final List<String> SYSTEM =
      List.of("check", "df", "info", "migrate", "prune", "renumber", "reset", "service");
  private static final List<String> VOLUME =
      List.of(
          "create", "exists", "export", "import", "inspect", "list", "ls", "mount", "prune", "rm",
          "unmount");

  private CommandTable() {}

  /** Returns the commands behind a noun, in help's order. */
  static List<String> of(String noun) {
    return switch (noun) {
      case "container" -> CONTAINER;
      case "image" -> IMAGE;
      case "manifest" -> MANIFEST;
      case "network" -> NETWORK;
      case "pod" -> POD;
      case "system" -> SYSTEM;
      case "volume" -> VOLUME;
      default -> List.of();
    };
  }

  /** Returns the command of a name without a noun, or null. */
  static @Nullable Command find(String name) {
    return switch (name) {
      case "history" -> new HistoryCommand();
      case "images" -> new ImagesCommand();
      case "diff", "import", "load", "login", "logout", "pull", "push", "save", "search" ->
          HeavyCommands.find(name);
      case "info" -> new InfoCommand();
      case "inspect" -> new InspectCommand("all");
      case "rmi" -> new RemoveImageCommand();
      case "tag" -> new TagCommand();
      case "unshare" -> new UnshareCommand();
      case "untag" -> new UntagCommand();
      case "version" -> new VersionCommand();
      case "list", "ls", "cleanup", "prune" -> null;
      default -> container(name);
    };
  }

  /** Returns the command of a name behind a noun, or null. */
  static @Nullable Command find(String noun, String name) {
    return switch (noun) {
      case "container" -> container(name);
      case "image" -> image(name);
      case "manifest" -> HeavyCommands.manifest(name);
      case "network" -> network(name);
      case "pod" -> pod(name);
      case "system" -> system(name);
      case "volume" -> volume(name);
      default -> null;
    };
  }

  private static @Nullable Command container(String name) {
    return switch (name) {
      case "attach" -> new AttachCommand();
      case "cleanup" -> new CleanupCommand();
      case "commit", "cp", "export", "mount", "umount", "unmount" -> HeavyCommands.find(name);
      case "create" -> new CreateCommand();
      case "diff" -> HeavyCommands.diff(ContainerTrees.Scope.CONTAINER);
      case "exec" -> new ExecCommand();
      case "inspect" -> new InspectCommand("container");
      case "kill" -> new KillCommand();
      case "list", "ls", "ps" -> new ListCommand();
      case "logs" -> new LogsCommand();
      case "port" -> new PortCommand();
      case "prune" -> HeavyCommands.pruneContainers();
      case "rename" -> new RenameCommand();
      case "restart" -> new RestartCommand();
      case "rm" -> new RemoveCommand();
      case "run" -> new RunCommand();
      case "start" -> new StartCommand();
      case "stop" -> new StopCommand();
      case "top" -> new TopCommand();
      case "wait" -> new WaitCommand();
      default -> null;
    };
  }

  private static @Nullable Command image(String name) {
    return switch (name) {
      case "diff" -> HeavyCommands.diff(ContainerTrees.Scope.IMAGE);
      case "exists" -> new ImageExistsCommand();
      case "history" -> new HistoryCommand();
      case "import", "load", "prune", "pull", "push", "save", "scp", "search", "tree" ->
          HeavyCommands.find(name);
      case "inspect" -> new InspectCommand("image");
      case "list", "ls" -> new ImagesCommand();
      case "rm" -> new RemoveImageCommand();
      case "tag" -> new TagCommand();
      case "untag" -> new UntagCommand();
      default -> null;
    };
  }

  private static @Nullable Command network(String name) {
    return switch (name) {
      case "connect" -> new ConnectNetworkCommand();
      case "create" -> new CreateNetworkCommand();
      case "disconnect" -> new DisconnectNetworkCommand();
      case "exists" -> new NetworkExistsCommand();
      case "inspect" -> new InspectNetworkCommand();
      case "list", "ls" -> new ListNetworksCommand();
      case "prune" -> HeavyCommands.pruneNetworks();
      case "reload" -> new ReloadNetworksCommand();
      case "remove", "rm" -> new RemoveNetworksCommand();
      case "update" -> new UpdateNetworkCommand();
      default -> null;
    };
  }

  private static @Nullable Command pod(String name) {
    return switch (name) {
      case "create" -> new CreatePodCommand();
      case "exists" -> new PodExistsCommand();
      case "inspect" -> new InspectPodCommand();
      case "kill" -> new KillPodCommand();
      case "list", "ls", "ps" -> new ListPodsCommand();
      case "logs" -> new PodLogsCommand();
      case "prune" -> HeavyCommands.prunePods();
      case "restart" -> new RestartPodCommand();
      case "rm" -> new RemovePodCommand();
      case "start" -> new StartPodCommand();
      case "stop" -> new StopPodCommand();
      case "top" -> new PodTopCommand();
      default -> null;
    };
  }

  private static @Nullable Command volume(String name) {
    return switch (name) {
      case "create" -> new CreateVolumeCommand();
      case "exists" -> new VolumeExistsCommand();
      case "inspect" -> new InspectVolumeCommand();
      case "list", "ls" -> new ListVolumesCommand();
      case "remove", "rm" -> new RemoveVolumesCommand();
      default -> HeavyCommands.volume(name);
    };
  }

  private static @Nullable Command system(String name) {
    return switch (name) {
      case "cni-plugin" -> new CniPluginCommand();
      case "compile-config" -> new CompileConfigCommand();
      case "info" -> new InfoCommand();
      default -> HeavyCommands.system(name);
    };
  }
}
