package dev.kapok.network;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/**
 * Who needs a user's network namespace: a file for each, with a line for each port of the host that
 * leads there: {@code PROTOCOL HOST-PORT PORT-IN-THE-NAMESPACE COUNT [HOST-ADDRESS]}.
 */
final class RootlessUsers {
  /** The name server's, in the namespace: a port that leads there would take its questions away. */
  private static final int RESERVED = 53;

  private static final int FIRST_CHOICE = 1024;
  private static final int END = 65536;

  private final String folder;

  RootlessUsers(String folder) {
    this.folder = folder;
  }

  List<String> names() {
    String[] found = new File(folder).list();
    return found == null ? List.of() : List.of(found);
  }

  /** Records a user. */
  void add(String user, List<PublishedPort> forwards) {
    boolean _ = new File(folder).mkdirs();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < forwards.size(); i++) {
      PublishedPort port = forwards.get(i);
      text.append(port.protocol()).append(' ').append(port.hostPort());
      text.append(' ').append(port.containerPort()).append(' ').append(port.count());
      text.append(' ').append(port.hostIp()).append('\n');
    }
    TextFiles.write(folder + "/" + user, text.toString(), false);
  }

  void remove(String user) {
    TextFiles.delete(folder + "/" + user);
  }

  void removeFolder() {
    TextFiles.delete(folder);
  }

  /**
   * Returns a user's ports, with the namespace's as those of the container. What a crash cut short
   * is left out: it was not published yet.
   */
  List<PublishedPort> forwards(String user) {
    List<PublishedPort> forwards = new ArrayList<>();
    List<String> lines = TextFiles.split(TextFiles.read(folder + "/" + user), '\n');
    for (int i = 0; i < lines.size() - 1; i++) {
      List<String> words = TextFiles.words(lines.get(i));
      if (words.size() >= 4) {
        forwards.add(
            new PublishedPort(
                words.size() == 4 ? "" : words.get(4),
                Integer.parseInt(words.get(1)),
                Integer.parseInt(words.get(2)),
                Integer.parseInt(words.get(3)),
                words.get(0)));
      }
    }
    return forwards;
  }

  /**
   * Chooses the ports of the namespace that a user's ports lead to: the same numbers, unless
   * another user has the same port at another address of the host.
   */
  List<PublishedPort> choose(String user, List<PublishedPort> ports) {
    List<PublishedPort> taken = new ArrayList<>();
    taken.add(new PublishedPort("", RESERVED, RESERVED, 1, "udp"));
    taken.add(new PublishedPort("", RESERVED, RESERVED, 1, "tcp"));
    List<String> others = names();
    for (int i = 0; i < others.size(); i++) {
      if (!others.get(i).equals(user)) {
        taken.addAll(forwards(others.get(i)));
      }
    }
    List<PublishedPort> chosen = new ArrayList<>();
    for (int i = 0; i < ports.size(); i++) {
      PublishedPort forward = choose(ports.get(i), taken);
      taken.add(forward);
      chosen.add(forward);
    }
    return chosen;
  }

  private static PublishedPort choose(PublishedPort port, List<PublishedPort> taken) {
    int candidate = port.hostPort();
    for (int next = FIRST_CHOICE; next < END; next++) {
      if (candidate + port.count() <= END && isFree(candidate, port, taken)) {
        return new PublishedPort(
            port.hostIp(), port.hostPort(), candidate, port.count(), port.protocol());
      }
      candidate = next;
    }
    throw PortChecks.invalid(port, "containers have taken all ports of the network namespace");
  }

  private static boolean isFree(int first, PublishedPort port, List<PublishedPort> taken) {
    for (int i = 0; i < taken.size(); i++) {
      PublishedPort other = taken.get(i);
      if (other.protocol().equals(port.protocol())
          && first < other.containerPort() + other.count()
          && other.containerPort() < first + port.count()) {
        return false;
      }
    }
    return true;
  }
}
