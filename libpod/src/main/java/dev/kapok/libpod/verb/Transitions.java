package dev.kapok.libpod.verb;

import dev.kapok.libpod.KapokException;
import dev.kapok.libpod.model.Container;
import dev.kapok.libpod.model.Status;

/** What is legal: the one table of verbs and states. */
final class Transitions {
  /** What the table says. */
  enum Answer {
    ALLOWED,
    DONE,
    FORCED,
    REFUSED
  }

  private Transitions() {}

  static Answer answer(Verb verb, Status status) {
    return switch (row(verb).charAt(column(status))) {
      case 'A' -> Answer.ALLOWED;
      case 'D' -> Answer.DONE;
      case 'F' -> Answer.FORCED;
      default -> Answer.REFUSED;
    };
  }

  /** A letter per state: A allowed, D done already, F only with force, R refused. */
  private static String row(Verb verb) {
    // configured, created, running, paused, stopping, stopped, exited, removing
    return switch (verb) {
      case LOOK -> "AAAAAAAA";
      case START -> "AADRRAAR";
      case STOP -> "DAAAAADD";
      case KILL -> "RRAAARRR";
      case ATTACH -> "RRARARRR";
      case EXEC -> "RRARARRR";
      case TOP -> "RRAAARRR";
      case REMOVE -> "AAFFFAAA";
      case RENAME -> "AAAAAAAR";
      case CONNECT -> "AAAARAAR";
      case CLEANUP -> "DAFFFADA";
    };
  }

  private static int column(Status status) {
    return switch (status) {
      case CONFIGURED -> 0;
      case CREATED -> 1;
      case RUNNING -> 2;
      case PAUSED -> 3;
      case STOPPING -> 4;
      case STOPPED -> 5;
      case EXITED -> 6;
      case REMOVING -> 7;
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
          case LOOK, START, STOP, RENAME, CONNECT, CLEANUP ->
              "cannot " + verb.words() + " container " + id + " as it is " + state;
        };
    return new KapokException(
        KapokException.Kind.WRONG_STATE,
        verb == Verb.ATTACH ? message : message + ": container state improper");
  }
}
