package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.PortMapping;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Chooses ports of the host that nobody listens on. */
final class FreePort {
  private static final int ATTEMPTS = 64;
  private static final int LAST_PORT = 65535;

  private FreePort() {}

  /** Returns the mapping with a host port; it is free now, which does not keep it free. */
  static PortMapping choose(PortMapping port) {
    for (int i = 0; i < ATTEMPTS; i++) {
      int first = probe(port, 0);
      if (first + port.count() - 1 <= LAST_PORT && allFree(port, first)) {
        return new PortMapping(
            port.hostIp(), first, port.containerPort(), port.count(), port.protocol());
      }
    }
    throw new KapokException(
        KapokException.Kind.FAILED,
        "choosing a host port for container port " + port.containerPort() + ": none is free");
  }

  private static boolean allFree(PortMapping port, int first) {
    for (int i = 1; i < port.count(); i++) {
      if (probe(port, first + i) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Binds a port for a moment; returns it, −1 where it is taken. */
  private static int probe(PortMapping port, int number) {
    try {
      InetAddress address = port.hostIp().isEmpty() ? null : InetAddress.ofLiteral(port.hostIp());
      InetSocketAddress socket = new InetSocketAddress(address, number);
      if (port.protocol().equals("udp")) {
        try (DatagramSocket datagram = new DatagramSocket(socket)) {
          return datagram.getLocalPort();
        }
      }
      try (ServerSocket server = new ServerSocket()) {
        server.bind(socket);
        return server.getLocalPort();
      }
    } catch (IOException e) {
      return -1;
    }
  }
}
