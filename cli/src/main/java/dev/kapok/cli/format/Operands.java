package dev.kapok.cli.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The kinds of operands. */
final class Operands {
  private Operands() {}

  /** A text, a number, true, false or nil. */
  record Constant(@Nullable Object constant, String text, int position) implements Operand {
    @Override
    public @Nullable Object value(Scope scope) {
      return constant;
    }
  }

  /** The dot. */
  record Dot(int position) implements Operand {
    @Override
    public @Nullable Object value(Scope scope) {
      return scope.dot();
    }

    @Override
    public String text() {
      return ".";
    }
  }

  /** A variable; {@code $} is the whole data. */
  record Variable(String text, int position) implements Operand {
    @Override
    public @Nullable Object value(Scope scope) {
      return scope.variable(text);
    }
  }

  /** Fields of something, one after another: {@code .State.Status}. */
  record Chain(Operand start, List<String> names, String text, int position) implements Operand {
    @Override
    public @Nullable Object value(Scope scope) {
      Object value = start.value(scope);
      for (int i = 0; i < names.size(); i++) {
        value = scope.field(this, value, names.get(i));
      }
      return value;
    }
  }

  /** A function and its arguments; the last may come from the pipe. */
  record Call(String name, List<Operand> arguments, int position) implements Operand {
    @Override
    public @Nullable Object value(Scope scope) {
      if (name.equals("and") || name.equals("or")) {
        return shortCircuit(scope);
      }
      List<@Nullable Object> values = new ArrayList<>();
      for (int i = 0; i < arguments.size(); i++) {
        values.add(arguments.get(i).value(scope));
      }
      try {
        return Functions.call(name, values);
      } catch (BadCallException e) {
        throw scope.source().runError(this, "error calling " + name + ": " + e.getMessage());
      }
    }

    private @Nullable Object shortCircuit(Scope scope) {
      Object value = null;
      for (int i = 0; i < arguments.size(); i++) {
        value = arguments.get(i).value(scope);
        if (Values.isTrue(value) == name.equals("or")) {
          return value;
        }
      }
      return value;
    }

    @Override
    public String text() {
      StringBuilder text = new StringBuilder(name);
      for (int i = 0; i < arguments.size(); i++) {
        text.append(' ').append(arguments.get(i).text());
      }
      return text.toString();
    }
  }
}
