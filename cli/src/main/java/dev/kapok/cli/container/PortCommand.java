package dev.kapok.cli.container;

import dev.kapok.cli.args.Option;
import dev.kapok.cli.args.UsageException;
import dev.kapok.cli.command.Command;
import dev.kapok.cli.command.Session;
import dev.kapok.cli.command.Usage;
import dev.kapok.libpod.ContainerSummary;
import dev.kapok.libpod.ListFilter;
import dev.kapok.libpod.model.PortMapping;
import java.util.List;

/** {@code port}: which ports of the host lead into a container. */
public final class PortCommand implements Command {
  @Override
  public Usage usage() {
    return Usage.of(
        "List port mappings or a specific mapping for the container",
        "[options] CONTAINER [PORT]",
        List.of(
            Option.flag("all", 'a', "Display port information for all containers"),
            Selection.latest()));
  }

  @Override
  public int run(Session session) {
    if (session.arguments().flag("all")) {
      all(session);
      return 0;
    }
    String name = Selection.one(session);
    List<String> rest = session.arguments().wordsFrom(Selection.wordsTaken(session));
    List<PortMapping> ports = session.services().queries().get(name).config().network().ports();
    if (rest.isEmpty()) {
      printAll(session, ports);
    } else {
      printOne(session, ports, rest.get(0));
    }
    return 0;
  }

  private static void all(Session session) {
    List<ContainerSummary> running = session.services().queries().list(ListFilter.RUNNING);
    for (int i = 0; i < running.size(); i++) {
      List<PortMapping> ports = running.get(i).ports();
      for (int j = 0; j < ports.size(); j++) {
        for (int k = 0; k < ports.get(j).count(); k++) {
          session.print(running.get(i).id().substring(0, 12) + "\t" + line(ports.get(j), k));
        }
      }
    }
  }

  private static void printAll(Session session, List<PortMapping> ports) {
    for (int i = 0; i < ports.size(); i++) {
      for (int k = 0; k < ports.get(i).count(); k++) {
        session.print(line(ports.get(i), k));
      }
    }
  }

  private static void printOne(Session session, List<PortMapping> ports, String wanted) {
    String asked = wanted.indexOf('/') < 0 ? wanted + "/tcp" : wanted;
    boolean found = false;
    for (int i = 0; i < ports.size(); i++) {
      PortMapping port = ports.get(i);
      for (int k = 0; k < port.count(); k++) {
        if (asked.equals(port.containerPort() + k + "/" + port.protocol())) {
          session.print(host(port, k));
          found = true;
        }
      }
    }
    if (!found) {
      throw new UsageException("failed to find published port \"" + asked + "\"");
    }
  }

  private static String line(PortMapping port, int index) {
    return port.containerPort() + index + "/" + port.protocol() + " -> " + host(port, index);
  }

  private static String host(PortMapping port, int index) {
    return PortText.address(port.hostIp()) + ":" + (port.hostPort() + index);
  }
}
