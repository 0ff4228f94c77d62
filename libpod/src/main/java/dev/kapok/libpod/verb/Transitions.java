package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.Status;

/** What is legal: the one table of verbs and states. */
final class Transitions {
  /**
   * A row per verb in the order of {@link Verb}, a letter per state in the order of {@link Status}
   * (configured, created, running, paused, stopping, stopped, exited, removing): A allowed, D done
   * already, F only with force, R refused.
   */
  private static final String[] TABLE = {
    /* LOOK    */ "AAAAAAAA",
    /* START   */ "AADRRAAR",
    /* STOP    */ "DAAAAADD",
    /* KILL    */ "RRAAARRR",
    /* ATTACH  */ "RRARARRR",
    /* EXEC    */ "RRARARRR",
    /* TOP     */ "RRAAARRR",
    /* REMOVE  */ "AAFFFAAA",
    /* RENAME  */ "AAAAAAAR",
    /* CLEANUP */ "DAFFFADA",
  };

  /** What the table says. */
  enum Answer {
    ALLOWED,
    DONE,
    FORCED,
    REFUSED
  }

  private Transitions() {}

  static Answer answer(Verb verb, Status status) {
    return switch (TABLE[verb.ordinal()].charAt(status.ordinal())) {
      case 'A' -> Answer.ALLOWED;
      case 'D' -> Answer.DONE;
      case 'F' -> Answer.FORCED;
      default -> Answer.REFUSED;
    };
  }

  /** Returns the failure of a refused verb, in the words that podman's users know. */
  static KapokException refusal(Verb verb, Container container) {
    String id = container.config().id();
    String state = container.state().status().word();
    String message =
        switch (verb) {
          case KILL -> "can only kill running containers. " + id + " is in state " + state;
          case EXEC -> "can only create exec sessions on running containers";
          case ATTACH -> "you can only attach to running containers";
          case TOP -> "top can only be used on running containers";
          case REMOVE ->
              "cannot remove container "
                  + id
                  + " as it is "
                  + state
                  + " - running or paused containers cannot be removed without force";
          case LOOK, START, STOP, RENAME, CLEANUP ->
              "cannot " + verb.words() + " container " + id + " as it is " + state;
        };
    return new KapokException(
        KapokException.Kind.WRONG_STATE,
        verb == Verb.ATTACH ? message : message + ": container state improper");
  }
}
