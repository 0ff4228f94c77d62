package dev.kapok.cli.command;

import dev.kapok.cli.args.Arguments;
import dev.kapok.libpod.KapokException;
import org.jspecify.annotations.Nullable;

/**
 * Removes several objects that containers may use, with {@code --force} those containers, too; what
 * is not there is then no failure.
 */
public abstract class EachRemoval extends EachName {
  private final boolean force;
  private final @Nullable Integer timeout;

  /** Reads the options {@code force} and {@code time}. */
  protected EachRemoval(Session session) {
    super(session);
    Arguments arguments = session.arguments();
    this.force = arguments.flag("force");
    this.timeout = arguments.given("time") ? (int) arguments.number("time", 0) : null;
  }

  /**
   * Removes one and returns the line to print.
   *
   * @param withUsers whether containers that use it go, too
   * @param seconds how long those may take to stop; null for their own time
   */
  protected abstract String remove(String name, boolean withUsers, @Nullable Integer seconds);

  @Override
  protected final String act(String name) {
    return remove(name, force, timeout);
  }

  @Override
  protected final boolean forgives(KapokException failure) {
    return force && failure.kind() == KapokException.Kind.NOT_FOUND;
  }
}
