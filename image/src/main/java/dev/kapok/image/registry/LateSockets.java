package dev.kapok.image.registry;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Makes sockets of TLS by a factory that is made when the first one is wanted. */
final class LateSockets extends SSLSocketFactory {
  private final Maker maker;
  private @Nullable SSLSocketFactory made;

  /** Makes a factory, once. */
  interface Maker {
    SSLSocketFactory make() throws IOException;
  }

  LateSockets(Maker maker) {
    this.maker = maker;
  }

  private synchronized SSLSocketFactory factory() throws IOException {
    SSLSocketFactory known = made;
    if (known == null) {
      known = maker.make();
      made = known;
    }
    return known;
  }

  @Override
  public Socket createSocket() throws IOException {
    return factory().createSocket();
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    return factory().createSocket(socket, host, port, autoClose);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return factory().createSocket(host, port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return factory().createSocket(host, port, local, localPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return factory().createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort)
      throws IOException {
    return factory().createSocket(address, port, local, localPort);
  }

  /** Sockets have suites of their own; nobody asks their factory. */
  @Override
  public String[] getDefaultCipherSuites() {
    return new String[0];
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return new String[0];
  }
}
