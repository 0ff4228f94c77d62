package dev.kapok.network.cni;

/**
 * A network operation that failed: which plugin, what it did, why.
 *
 * <p>The message is whole: plugin, operation, cause, details, what to do next where that is known.
 */
public final class CniException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** CNI's own codes (SPEC.md, "Error"); plugins have theirs from 100 on. */
  public static final int INCOMPATIBLE_VERSION = 1;

  /** A field of the configuration is not supported. */
  public static final int UNSUPPORTED_FIELD = 2;

  /** The container is unknown or does not exist: nothing is to be cleaned up. */
  public static final int UNKNOWN_CONTAINER = 3;

  /** A variable (CNI_NETNS, …) has no or a wrong value. */
  public static final int INVALID_ENVIRONMENT = 4;

  /** Input or output failed. */
  public static final int IO_FAILURE = 5;

  /** Something cannot be decoded. */
  public static final int DECODING_FAILURE = 6;

  /** The configuration is not valid. */
  public static final int INVALID_CONFIG = 7;

  /** The operation shall be tried again later. */
  public static final int TRY_AGAIN = 11;

  /** STATUS: the plugin cannot serve ADD. */
  public static final int NOT_AVAILABLE = 50;

  /** STATUS: the same, and containers that are there may have limited connectivity. */
  public static final int LIMITED = 51;

  /** The code of failures that no plugin answered with, {@link Kind} tells them apart. */
  public static final int GENERIC = 999;

  /** What kind of failure it is. */
  public enum Kind {
    /** The plugin answered with an error object. */
    REFUSED,
    /** There is no such plugin. */
    MISSING,
    /** It did not end in time and was killed. */
    TIMED_OUT,
    /** It was killed by a signal. */
    KILLED,
    /** It ended, and what it wrote is neither a result nor an error. */
    RUBBISH,
    /** A configuration list, or what it says, is wrong. */
    CONFIG
  }

  private final Kind kind;
  private final int code;
  private final String plugin;
  private final String msg;
  private final String details;

  /**
   * Describes what a plugin answered, or how it failed.
   *
   * @param action what was tried, as "add a container to network web"
   * @param plugin its type, "" where it is none
   * @param msg what it says
   * @param details more of it, may be ""
   */
  public CniException(
      Kind kind, int code, String action, String plugin, String msg, String details) {
    super(
        action
            + (plugin.isEmpty() ? ": " : ": CNI plugin " + plugin + ": ")
            + msg
            + (details.isEmpty() ? "" : " (" + details + ")"));
    this.kind = kind;
    this.code = code;
    this.plugin = plugin;
    this.msg = msg;
    this.details = details;
  }

  /** Describes a failure that a plugin of this engine answers with; the runtime adds the rest. */
  public static CniException refused(String plugin, int code, String msg, String details) {
    return new CniException(Kind.REFUSED, code, "network", plugin, msg, details);
  }

  /** Describes a configuration that is wrong. */
  public static CniException config(String what, String msg) {
    return new CniException(Kind.CONFIG, INVALID_CONFIG, what, "", msg, "");
  }

  /** Returns the same failure, told with what was tried. */
  public CniException during(String action) {
    CniException told = new CniException(kind, code, action, plugin, msg, details);
    told.initCause(this);
    return told;
  }

  /** Returns the kind. */
  public Kind kind() {
    return kind;
  }

  /** Returns the plugin's code; {@link #GENERIC} where it gave none. */
  public int code() {
    return code;
  }

  /** Returns the plugin's type, "" where no plugin is to blame. */
  public String plugin() {
    return plugin;
  }

  /** Returns what the plugin says, without who and what. */
  public String msg() {
    return msg;
  }

  /** Returns the plugin's further words, may be "". */
  public String details() {
    return details;
  }
}
