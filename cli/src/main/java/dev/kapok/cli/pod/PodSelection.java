package dev.kapok.cli.pod;

import dev.kapok.cli.args.Arguments;
import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.options.UserFile;
import dev.kapok.libpod.PodSummary;
import java.util.ArrayList;
import java.util.List;

/** Which pods a command is about: by name, {@code --latest}, {@code --all}, or a file. */
final class PodSelection {
  private static final String LATEST = "latest";

  private PodSelection() {}

  static Option latest() {
    return Option.flag(LATEST, 'l', "Act on the latest pod kapok is aware of");
  }

  static Option all(String text) {
    return Option.flag("all", 'a', text);
  }

  static Option idFile() {
    return Option.list("pod-id-file", "stringArray", "Read the pod ID from the file");
  }

  static Option ignore() {
    return Option.flag("ignore", 'i', "Ignore errors when a specified pod is missing");
  }

  /** Returns the pods that a command shall act on. */
  static List<String> of(Session session) {
    Arguments arguments = session.arguments();
    List<String> names = new ArrayList<>(arguments.words());
    List<String> files = arguments.list("pod-id-file");
    for (int i = 0; i < files.size(); i++) {
      names.add(UserFile.firstLine(files.get(i)));
    }
    boolean all = arguments.flag("all");
    if (!all && !arguments.flag(LATEST)) {
      if (names.isEmpty()) {
        throw new UsageException("you must provide at least one name or id");
      }
      return names;
    }
    if (!names.isEmpty() || (all && arguments.flag(LATEST))) {
      throw new UsageException("--all, --latest and pods cannot be used together");
    }
    return all ? ids(session) : List.of(latestId(session));
  }

  /** Returns the one pod that a command is about; its other words follow it. */
  static String one(Session session) {
    List<String> words = session.arguments().words();
    if (session.arguments().flag(LATEST)) {
      return latestId(session);
    }
    if (words.isEmpty()) {
      throw new UsageException("you must provide the name or id of a pod");
    }
    return words.get(0);
  }

  /** Returns how many words come before those that are not about the choice of pods. */
  static int wordsTaken(Session session) {
    return session.arguments().flag(LATEST) ? 0 : 1;
  }

  private static List<String> ids(Session session) {
    List<PodSummary> pods = session.services().engine().pods().list();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < pods.size(); i++) {
      ids.add(pods.get(i).pod().id());
    }
    return ids;
  }

  private static String latestId(Session session) {
    List<String> ids = ids(session);
    if (ids.isEmpty()) {
      throw new UsageException("no pods found");
    }
    return ids.get(0);
  }
}
