package dev.kapok.cli.format;

import dev.kapok.cli.format.Token.Kind;
import java.util.List;

/** Tokens, read one after another. */
final class TokenStream {
  private final Source source;
  private final List<Token> tokens;
  private int next;

  TokenStream(Source source, List<Token> tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  Token next() {
    Token token = tokens.get(next);
    if (token.kind() != Kind.END) {
      next++;
    }
    return token;
  }

  Token peek() {
    return tokens.get(next);
  }

  /** Returns the token {@code ahead} places behind the next one. */
  Token peek(int ahead) {
    return tokens.get(Math.min(next + ahead, tokens.size() - 1));
  }

  int position() {
    return peek().position();
  }

  void close(String context) {
    Token token = next();
    if (token.kind() != Kind.CLOSE) {
      throw unexpected(token, context);
    }
  }

  TemplateException unexpected(Token token, String context) {
    if (token.kind() == Kind.END) {
      return source.parseError(token.position(), "unexpected EOF in " + context);
    }
    int end = tokens.get(Math.min(tokens.indexOf(token) + 1, tokens.size() - 1)).position();
    String text = source.text().substring(token.position(), Math.max(end, token.position()));
    return source.parseError(
        token.position(), "unexpected " + Source.quote(text.strip()) + " in " + context);
  }
}
