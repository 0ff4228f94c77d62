package dev.kapok.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * {@code GET} and {@code HEAD /_ping}, which Docker's clients ask first: the headers tell them
 * which version of the interface to speak. Other requests pass on, with the headers that all
 * answers have.
 */
final class PingHandler extends Handler.Wrapper {
  private final EngineVersion version;

  PingHandler(EngineVersion version, Handler next) {
    super(next);
    this.version = version;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    var headers = response.getHeaders();
    headers.put("Api-Version", version.api());
    headers.put("Libpod-API-Version", version.engine());
    headers.put(HttpHeader.SERVER, "Libpod/" + version.engine() + " (linux)");
    if (!isPing(Request.getPathInContext(request))) {
      return super.handle(request, response, callback);
    }
    headers.put("Builder-Version", "1");
    headers.put("Docker-Experimental", "false");
    headers.put("OSType", version.os());
    headers.put(HttpHeader.CACHE_CONTROL, "no-cache, no-store, must-revalidate");
    headers.put(HttpHeader.PRAGMA, "no-cache");
    headers.put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    byte[] body = "OK".getBytes(StandardCharsets.US_ASCII);
    headers.put(HttpHeader.CONTENT_LENGTH, body.length);
    boolean head = HttpMethod.HEAD.is(request.getMethod());
    response.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body), callback);
    return true;
  }

  /** Accepts the path bare, under a version, and libpod's. */
  static boolean isPing(String path) {
    if (path.equals("/_ping") || path.equals("/libpod/_ping")) {
      return true;
    }
    if (!path.startsWith("/v")) {
      return false;
    }
    int end = path.indexOf('/', 2);
    return end > 0 && isPing(path.substring(end));
  }
}
