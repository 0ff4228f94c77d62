package dev.kapok.cli.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of nodes. */
final class Nodes {
  private Nodes() {}

  static void writeAll(List<Node> nodes, Scope scope) {
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).write(scope);
    }
  }

  /** Plain text. */
  record Text(String text) implements Node {
    @Override
    public void write(Scope scope) {
      scope.output().append(text);
    }
  }

  /** An operand whose value is printed. */
  record Print(Operand operand) implements Node {
    @Override
    public void write(Scope scope) {
      scope.write(operand, Values.print(operand.value(scope)));
    }
  }

  /** {@code $x := …} or {@code $x = …}. */
  record Assign(String variable, boolean declares, Operand operand) implements Node {
    @Override
    public void write(Scope scope) {
      bind(scope, operand.value(scope));
    }

    void bind(Scope scope, @Nullable Object value) {
      if (declares) {
        scope.declare(variable, value);
      } else {
        scope.assign(variable, value);
      }
    }
  }

  /**
   * {@code if} and {@code with}.
   *
   * @param variable what the condition's value is bound to inside, or null
   * @param setsDot whether the value becomes the dot inside
   */
  record If(
      Operand condition,
      @Nullable Assign variable,
      boolean setsDot,
      List<Node> then,
      List<Node> otherwise)
      implements Node {
    @Override
    public void write(Scope scope) {
      int mark = scope.mark();
      Object dot = scope.dot();
      Object value = condition.value(scope);
      if (variable != null) {
        variable.bind(scope, value);
      }
      if (Values.isTrue(value)) {
        if (setsDot) {
          scope.dot(value);
        }
        writeAll(then, scope);
      } else {
        writeAll(otherwise, scope);
      }
      scope.dot(dot);
      scope.forget(mark);
    }
  }

  /** {@code break} or {@code continue}: thrown to the innermost range. */
  static final class Jump extends RuntimeException implements Node {
    private static final long serialVersionUID = 1L;

    private final boolean leaves;

    Jump(boolean leaves) {
      super(null, null, false, false);
      this.leaves = leaves;
    }

    @Override
    public void write(Scope scope) {
      throw this;
    }
  }

  /** {@code range}: the body for each element of a list, or value of a map in its keys' order. */
  record Range(Operand operand, List<Assign> variables, List<Node> body, List<Node> otherwise)
      implements Node {
    @Override
    public void write(Scope scope) {
      int mark = scope.mark();
      Object dot = scope.dot();
      Object value = operand.value(scope);
      List<@Nullable Object> keys = new ArrayList<>();
      List<@Nullable Object> elements = new ArrayList<>();
      spread(scope, value, keys, elements);
      if (elements.isEmpty()) {
        writeAll(otherwise, scope);
      }
      for (int i = 0; i < elements.size(); i++) {
        bind(scope, keys.get(i), elements.get(i));
        boolean goOn = once(scope);
        scope.forget(mark);
        if (!goOn) {
          break;
        }
      }
      scope.dot(dot);
    }

    private void spread(
        Scope scope,
        @Nullable Object value,
        List<@Nullable Object> keys,
        List<@Nullable Object> elements) {
      if (value instanceof List<?> list) {
        for (int i = 0; i < list.size(); i++) {
          keys.add((long) i);
          elements.add(list.get(i));
        }
      } else if (value instanceof Map<?, ?> map) {
        Object[] sorted = map.keySet().toArray();
        Arrays.sort(sorted);
        for (Object key : sorted) {
          keys.add(key);
          elements.add(map.get(key));
        }
      } else if (value instanceof Long count) {
        for (long i = 0; i < count; i++) {
          keys.add(i);
          elements.add(i);
        }
      } else if (value != null) {
        throw scope.source().runError(operand, "range can't iterate over " + Values.print(value));
      }
    }

    private void bind(Scope scope, @Nullable Object key, @Nullable Object element) {
      scope.dot(element);
      if (variables.size() == 1) {
        variables.get(0).bind(scope, element);
      } else if (variables.size() == 2) {
        variables.get(0).bind(scope, key);
        variables.get(1).bind(scope, element);
      }
    }

    private boolean once(Scope scope) {
      try {
        writeAll(body, scope);
        return true;
      } catch (Jump jump) {
        return !jump.leaves;
      }
    }
  }
}
