package dev.kapok.cli.format;

import dev.kapok.cli.format.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes nodes of tokens: blocks and their keywords. Pipelines are {@link PipelineParser}'s. */
final class Parser {
  /** How deep blocks and parentheses may nest. */
  static final int MAX_DEPTH = 100;

  private final Source source;
  private final TokenStream tokens;
  private final PipelineParser pipelines;
  private int depth;
  private int ranges;

  Parser(Source source) {
    this.source = source;
    this.tokens = new TokenStream(source, new Lexer(source).tokens());
    this.pipelines = new PipelineParser(source, tokens);
  }

  List<Node> parse() {
    List<Node> nodes = new ArrayList<>();
    String stop = block(nodes);
    if (!stop.isEmpty()) {
      throw source.parseError(tokens.position(), "unexpected {{" + stop + "}}");
    }
    return nodes;
  }

  /** Reads nodes up to {@code end} or {@code else}, which it returns; "" at the end of the text. */
  private String block(List<Node> nodes) {
    if (++depth > MAX_DEPTH) {
      throw source.parseError(tokens.position(), "blocks are nested too deeply");
    }
    try {
      while (true) {
        Token token = tokens.next();
        if (token.kind() == Kind.END) {
          return "";
        }
        if (token.kind() == Kind.TEXT) {
          nodes.add(new Nodes.Text(token.text()));
          continue;
        }
        Token word = tokens.peek();
        if (word.kind() == Kind.WORD && (word.text().equals("end") || word.text().equals("else"))) {
          tokens.next();
          return word.text();
        }
        nodes.add(action());
      }
    } finally {
      depth--;
    }
  }

  private Node action() {
    Token token = tokens.peek();
    Node statement = token.kind() == Kind.WORD ? statement(token) : null;
    if (statement != null) {
      return statement;
    }
    Nodes.Assign assign = pipelines.assignment();
    if (assign != null) {
      tokens.close("command");
      return assign;
    }
    Operand operand = pipelines.pipeline("command");
    tokens.close("command");
    return new Nodes.Print(operand);
  }

  /** Reads what a keyword begins; null where the word is none. */
  private @Nullable Node statement(Token word) {
    return switch (word.text()) {
      case "if" -> conditional(false);
      case "with" -> conditional(true);
      case "range" -> range();
      case "break", "continue" -> jump(word);
      case "define", "template", "block" ->
          throw source.parseError(word.position(), "{{" + word.text() + "}} is not supported");
      default -> null;
    };
  }

  private Node jump(Token token) {
    tokens.next();
    if (ranges == 0) {
      throw source.parseError(token.position(), "{{" + token.text() + "}} outside {{range}}");
    }
    tokens.close(token.text());
    return new Nodes.Jump(token.text().equals("break"));
  }

  private Node conditional(boolean with) {
    tokens.next();
    String name = with ? "with" : "if";
    int mark = pipelines.mark();
    Nodes.Assign variable = pipelines.assignment();
    Operand condition = variable == null ? pipelines.pipeline(name) : variable.operand();
    tokens.close(name);
    List<Node> then = new ArrayList<>();
    List<Node> otherwise = new ArrayList<>();
    if (required(block(then), name).equals("else")) {
      otherwise(otherwise, name, with);
    } else {
      tokens.close("end");
    }
    pipelines.forget(mark);
    return new Nodes.If(condition, variable, with, then, otherwise);
  }

  /** Reads what follows "else": a block, or the rest of an "else if". */
  private void otherwise(List<Node> nodes, String name, boolean with) {
    Token token = tokens.peek();
    if (token.kind() == Kind.WORD && token.text().equals(name)) {
      if (++depth > MAX_DEPTH) {
        throw source.parseError(token.position(), "blocks are nested too deeply");
      }
      nodes.add(conditional(with));
      depth--;
      return;
    }
    tokens.close("else");
    end(block(nodes), name);
  }

  private Node range() {
    tokens.next();
    int mark = pipelines.mark();
    List<Nodes.Assign> variables = pipelines.rangeVariables();
    Operand operand = pipelines.pipeline("range");
    tokens.close("range");
    List<Node> body = new ArrayList<>();
    List<Node> otherwise = new ArrayList<>();
    ranges++;
    String stop = required(block(body), "range");
    ranges--;
    if (stop.equals("else")) {
      tokens.close("else");
      end(block(otherwise), "range");
    } else {
      tokens.close("end");
    }
    pipelines.forget(mark);
    return new Nodes.Range(operand, variables, body, otherwise);
  }

  private void end(@Nullable String stop, String name) {
    if (!required(stop, name).equals("end")) {
      throw source.parseError(tokens.position(), "expected end; found {{else}}");
    }
    tokens.close("end");
  }

  private String required(@Nullable String stop, String name) {
    if (stop == null || stop.isEmpty()) {
      throw source.parseError(
          source.text().length(), "unexpected EOF: {{" + name + "}} has no end");
    }
    return stop;
  }
}
