package dev.kapok.api;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Knows whether requests are under way, and for how long none was. */
final class Activity extends Handler.Wrapper {
  private int running;
  private long quietSince = System.nanoTime();

  Activity(Handler next) {
    super(next);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    begin();
    Request.addCompletionListener(request, failure -> end());
    return super.handle(request, response, callback);
  }

  private synchronized void begin() {
    running++;
  }

  private synchronized void end() {
    running--;
    quietSince = System.nanoTime();
  }

  /** Returns for how many nanoseconds there was no request; 0 while there is one. */
  synchronized long idleNanos() {
    return running > 0 ? 0 : System.nanoTime() - quietSince;
  }
}
