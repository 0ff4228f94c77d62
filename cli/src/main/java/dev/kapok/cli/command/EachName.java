package dev.kapok.cli.command;

import dev.kapok.libpod.ContainerLifecycle;
import dev.kapok.libpod.KapokException;
import java.util.List;

/**
 * Does the same to several objects: goes on after a failure, reports each, and ends with an exit
 * code that says what went wrong.
 */
public abstract class EachName implements ContainerLifecycle.Outcome {
  /** The exit code of most failures. */
  public static final int FAILED = 125;

  private final Session session;
  private boolean failed;
  private boolean missing;
  private boolean refused;

  /** Prepares to report to the session's console. */
  protected EachName(Session session) {
    this.session = session;
  }

  /** Acts on one object; returns the line to print, empty for none. */
  protected abstract String act(String name);

  @Override
  public final void done(String line) {
    if (!line.isEmpty()) {
      session.print(line);
    }
  }

  @Override
  public final void failed(KapokException failure) {
    if (!forgives(failure)) {
      report(failure);
    }
  }

  /** Tells whether a failure is to be passed over. */
  protected boolean forgives(KapokException failure) {
    return false;
  }

  /** Acts on all of them; returns whether all went well. */
  public final boolean over(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      try {
        done(act(names.get(i)));
      } catch (KapokException e) {
        failed(e);
      }
    }
    return !failed;
  }

  private void report(KapokException e) {
    failed = true;
    missing |= e.kind() == KapokException.Kind.NOT_FOUND;
    refused |=
        e.kind() == KapokException.Kind.WRONG_STATE || e.kind() == KapokException.Kind.IN_USE;
    session.console().flush();
    session.console().err("Error: " + e.getMessage() + "\n");
  }

  /** Returns 0 or 125. */
  public final int code() {
    return failed ? FAILED : 0;
  }

  /** Returns the code of commands that remove: 1 for what is not there, 2 for what is in use. */
  public final int removalCode() {
    if (missing) {
      return 1;
    }
    return refused ? 2 : code();
  }
}
