package dev.kapok.sys;

/**
 * Signals by name and number (signal(7)), and their way to the engine.
 *
 * <p>The launcher blocks the signals that the engine proxies and waits for them on its main thread;
 * each is handed to the {@link Handler} that is set, on a thread of its own. While none is set, the
 * launcher acts as the system would by default.
 */
public final class Signals {
  public static final int SIGHUP = 1;
  public static final int SIGINT = 2;
  public static final int SIGQUIT = 3;
  public static final int SIGKILL = 9;
  public static final int SIGUSR1 = 10;
  public static final int SIGUSR2 = 12;
  public static final int SIGTERM = 15;
  public static final int SIGCONT = 18;
  public static final int SIGSTOP = 19;
  public static final int SIGWINCH = 28;

  private static volatile Handler handler = Handler.NONE;

  private Signals() {}

  /** What to do with a signal that this process got. */
  public interface Handler {
    /** Leaves every signal to its default. */
    Handler NONE = new None();

    /** Handles one signal; returns false where its default action shall follow. */
    boolean handle(int signal);
  }

  /** Sets who gets the signals from now on; {@link Handler#NONE} for nobody. */
  public static void handle(Handler newHandler) {
    handler = newHandler;
  }

  /** Hands over one signal. Called by the launcher's signal thread. */
  public static boolean deliver(int signal) {
    return handler.handle(signal);
  }

  private static final class None implements Handler {
    @Override
    public boolean handle(int signal) {
      return false;
    }
  }
}
