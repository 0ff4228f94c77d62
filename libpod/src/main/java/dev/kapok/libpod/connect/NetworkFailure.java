package dev.kapok.libpod.connect;

import dev.kapok.libpod.KapokException;
import dev.kapok.network.NetworkException;

/** Says a failure of the network's module in the engine's words. */
public final class NetworkFailure {
  private NetworkFailure() {}

  /** Returns the failure with its kind; the message stays. */
  public static KapokException of(NetworkException e) {
    String message = e.getMessage();
    KapokException.Kind kind =
        switch (e.kind()) {
          case INVALID -> KapokException.Kind.INVALID;
          case NOT_SUPPORTED -> KapokException.Kind.NOT_SUPPORTED;
          case NOT_FOUND -> KapokException.Kind.NOT_FOUND;
          case EXISTS -> KapokException.Kind.EXISTS;
          case FAILED -> KapokException.Kind.FAILED;
        };
    return new KapokException(kind, message == null ? "setting up the network" : message, e);
  }
}
