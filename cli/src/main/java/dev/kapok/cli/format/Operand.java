package dev.kapok.cli.format;

import org.jspecify.annotations.Nullable;

/** Something with a value: a constant, a field, a variable, a call, a pipeline in parentheses. */
interface Operand {
  /** Returns its value in the given surroundings. */
  @Nullable Object value(Scope scope);

  /** Returns it as it was written, for messages. */
  String text();

  /** Returns where it begins in the template. */
  int position();
}
