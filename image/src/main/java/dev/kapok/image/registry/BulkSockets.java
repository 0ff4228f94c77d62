package dev.kapok.image.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes sockets that ask the kernel for large pieces: the HTTP client reads and writes 8 KiB at a
 * time, each of which would be a system call and wake the other side.
 *
 * <p>What is written leaves with the next flush, or when the buffer is full. The client flushes
 * after each request, and so does TLS after each record. No read waits longer than a limit, also
 * where the client sets none.
 */
final class BulkSockets extends SocketFactory {
  /** What the JDK moves by one call at most is twice as much. */
  private static final int BUFFER = 64 << 10;

  private final int silence;

  /** Takes how long the other side may be silent. */
  BulkSockets(Duration silence) {
    this.silence = Math.toIntExact(silence.toMillis());
  }

  @Override
  public Socket createSocket() throws IOException {
    return new BulkSocket(silence);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(host, port), new InetSocketAddress(local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(new InetSocketAddress(host, port), null);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort)
      throws IOException {
    return connected(new InetSocketAddress(address, port), new InetSocketAddress(local, localPort));
  }

  private Socket connected(InetSocketAddress to, @Nullable InetSocketAddress from)
      throws IOException {
    Socket socket = createSocket();
    try {
      socket.bind(from);
      socket.connect(to);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Has one buffer for each direction, whoever asks for its streams. */
  private static final class BulkSocket extends Socket {
    private final int silence;
    private @Nullable InputStream in;
    private @Nullable OutputStream out;

    BulkSocket(int silence) throws IOException {
      this.silence = silence;
      super.setSoTimeout(silence);
    }

    @Override
    public void setSoTimeout(int milliseconds) throws SocketException {
      super.setSoTimeout(milliseconds == 0 ? silence : milliseconds);
    }

    @Override
    public synchronized InputStream getInputStream() throws IOException {
      InputStream known = in;
      if (known == null) {
        known = new BulkInput(super.getInputStream());
        in = known;
      }
      return known;
    }

    @Override
    public synchronized OutputStream getOutputStream() throws IOException {
      OutputStream known = out;
      if (known == null) {
        known = new BulkOutput(super.getOutputStream());
        out = known;
      }
      return known;
    }
  }

  /** Gives what one call brought, and asks again only when nothing of it is left. */
  private static final class BulkInput extends InputStream {
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int end;

    BulkInput(InputStream in) {
      this.in = in;
    }

    private boolean fill() throws IOException {
      if (position == end) {
        position = 0;
        end = 0; // the client goes on after a read that took too long
        end = Math.max(0, in.read(buffer));
      }
      return position < end;
    }

    @Override
    public int read() throws IOException {
      return fill() ? buffer[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length >= BUFFER && position == end) {
        return in.read(bytes, offset, length);
      }
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int count = Math.min(length, end - position);
      System.arraycopy(buffer, position, bytes, offset, count);
      position += count;
      return count;
    }

    @Override
    public int available() throws IOException {
      return end - position + in.available();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** Unlike the JDK's, sends nothing by being closed: the client closes what failed. */
  private static final class BulkOutput extends OutputStream {
    private final OutputStream out;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;

    BulkOutput(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (filled + length > BUFFER) {
        send();
      }
      if (length >= BUFFER) {
        out.write(bytes, offset, length);
        return;
      }
      System.arraycopy(bytes, offset, buffer, filled, length);
      filled += length;
    }

    private void send() throws IOException {
      int count = filled;
      filled = 0;
      out.write(buffer, 0, count);
    }

    @Override
    public void flush() throws IOException {
      send();
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
