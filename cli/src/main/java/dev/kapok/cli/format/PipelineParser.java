package dev.kapok.cli.format;

import dev.kapok.cli.format.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes operands of the tokens between "{{" and "}}". */
final class PipelineParser {
  private final Source source;
  private final TokenStream tokens;
  private final List<String> variables = new ArrayList<>();
  private int depth;

  PipelineParser(Source source, TokenStream tokens) {
    this.source = source;
    this.tokens = tokens;
    variables.add("$");
  }

  /** Returns a mark to which {@link #forget} goes back at the end of a block. */
  int mark() {
    return variables.size();
  }

  void forget(int mark) {
    while (variables.size() > mark) {
      variables.removeLast();
    }
  }

  /** Reads {@code $x := pipeline} or {@code $x = pipeline}; null where there is none. */
  Nodes.@Nullable Assign assignment() {
    Kind sign = tokens.peek(1).kind();
    if (tokens.peek().kind() != Kind.VARIABLE || (sign != Kind.DECLARE && sign != Kind.ASSIGN)) {
      return null;
    }
    Token variable = tokens.next();
    tokens.next();
    Operand operand = pipeline("command");
    return assign(variable, sign, operand);
  }

  /** Reads {@code $x :=} or {@code $k, $v :=} before a range's pipeline. */
  List<Nodes.Assign> rangeVariables() {
    List<Nodes.Assign> assigns = new ArrayList<>();
    boolean two = tokens.peek(1).kind() == Kind.COMMA;
    Kind sign = tokens.peek(two ? 3 : 1).kind();
    if (tokens.peek().kind() != Kind.VARIABLE || (sign != Kind.DECLARE && sign != Kind.ASSIGN)) {
      return assigns;
    }
    Operand element = new Operands.Dot(tokens.position());
    assigns.add(assign(tokens.next(), sign, element));
    if (two) {
      tokens.next();
      Token second = tokens.next();
      if (second.kind() != Kind.VARIABLE) {
        throw tokens.unexpected(second, "range");
      }
      assigns.add(assign(second, sign, element));
    }
    tokens.next();
    return assigns;
  }

  private Nodes.Assign assign(Token variable, Kind sign, Operand operand) {
    if (sign == Kind.DECLARE) {
      variables.add(variable.text());
    } else {
      known(variable);
    }
    return new Nodes.Assign(variable.text(), sign == Kind.DECLARE, operand);
  }

  private void known(Token variable) {
    if (!variables.contains(variable.text())) {
      throw source.parseError(
          variable.position(), "undefined variable " + Source.quote(variable.text()));
    }
  }

  /** Reads commands joined by pipes, up to "}}" or ")". */
  Operand pipeline(String context) {
    Operand result = command(context, null);
    while (tokens.peek().kind() == Kind.PIPE) {
      tokens.next();
      result = command(context, result);
    }
    return result;
  }

  /** Reads one command; what came through the pipe becomes its last argument. */
  private Operand command(String context, @Nullable Operand piped) {
    Token first = tokens.peek();
    boolean function = first.kind() == Kind.WORD && !isConstant(first.text());
    if (!function) {
      Operand operand = operand(context);
      if (startsOperand(tokens.peek()) || piped != null) {
        throw source.parseError(
            first.position(), "can't give argument to non-function " + operand.text());
      }
      return operand;
    }
    tokens.next();
    if (!Functions.exists(first.text())) {
      throw undefined(first);
    }
    List<Operand> arguments = new ArrayList<>();
    while (startsOperand(tokens.peek())) {
      arguments.add(operand(context));
    }
    if (piped != null) {
      arguments.add(piped);
    }
    return new Operands.Call(first.text(), arguments, first.position());
  }

  private static boolean startsOperand(Token token) {
    return switch (token.kind()) {
      case WORD, FIELD, DOT, VARIABLE, STRING, NUMBER, LEFT -> true;
      case TEXT, OPEN, CLOSE, RIGHT, PIPE, ASSIGN, DECLARE, COMMA, END -> false;
    };
  }

  private static boolean isConstant(String word) {
    return word.equals("true") || word.equals("false") || word.equals("nil");
  }

  /** Reads one operand and the fields that follow it without a blank. */
  private Operand operand(String context) {
    Token token = tokens.next();
    Operand start = simple(token, context);
    List<String> names = new ArrayList<>();
    if (token.kind() == Kind.FIELD) {
      names.add(token.text());
    }
    while (tokens.peek().kind() == Kind.FIELD && !tokens.peek().spaced()) {
      names.add(tokens.next().text());
    }
    if (names.isEmpty()) {
      return start;
    }
    StringBuilder text = new StringBuilder(token.kind() == Kind.FIELD ? "" : start.text());
    for (int i = 0; i < names.size(); i++) {
      text.append('.').append(names.get(i));
    }
    return new Operands.Chain(start, names, text.toString(), token.position());
  }

  private Operand simple(Token token, String context) {
    return switch (token.kind()) {
      case DOT, FIELD -> new Operands.Dot(token.position());
      case VARIABLE -> {
        known(token);
        yield new Operands.Variable(token.text(), token.position());
      }
      case STRING ->
          new Operands.Constant(token.text(), Source.quote(token.text()), token.position());
      case NUMBER -> new Operands.Constant(number(token), token.text(), token.position());
      case WORD -> word(token);
      case LEFT -> parentheses(token);
      case CLOSE -> throw source.parseError(token.position(), "missing value for " + context);
      case TEXT, OPEN, RIGHT, PIPE, ASSIGN, DECLARE, COMMA, END ->
          throw tokens.unexpected(token, context);
    };
  }

  private Operand word(Token token) {
    return switch (token.text()) {
      case "true" -> new Operands.Constant(true, "true", token.position());
      case "false" -> new Operands.Constant(false, "false", token.position());
      case "nil" -> new Operands.Constant(null, "nil", token.position());
      default -> {
        if (!Functions.exists(token.text())) {
          throw undefined(token);
        }
        yield new Operands.Call(token.text(), List.of(), token.position());
      }
    };
  }

  private TemplateException undefined(Token function) {
    return source.parseError(
        function.position(), "function " + Source.quote(function.text()) + " not defined");
  }

  private Operand parentheses(Token left) {
    if (++depth > Parser.MAX_DEPTH) {
      throw source.parseError(left.position(), "parentheses are nested too deeply");
    }
    Operand inner = pipeline("parenthesized pipeline");
    depth--;
    Token right = tokens.next();
    if (right.kind() != Kind.RIGHT) {
      throw source.parseError(left.position(), "unclosed left paren");
    }
    return inner;
  }

  private Object number(Token token) {
    String text = token.text();
    try {
      if (text.indexOf('.') < 0 && text.indexOf('x') < 0) {
        return Long.parseLong(text);
      }
      return text.startsWith("0x") ? Long.decode(text) : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw source.parseError(token.position(), "bad number syntax: " + Source.quote(text));
    }
  }
}
