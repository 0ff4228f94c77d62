package dev.kapok.cli.format;

/**
 * A piece of a template.
 *
 * @param text what it says: of FIELD and VARIABLE the name, of STRING the unquoted text
 * @param spaced whether blanks stand before it
 * @param position where it begins in the template
 */
record Token(Kind kind, String text, boolean spaced, int position) {
  enum Kind {
    TEXT,
    OPEN,
    CLOSE,
    WORD,
    FIELD,
    DOT,
    VARIABLE,
    STRING,
    NUMBER,
    LEFT,
    RIGHT,
    PIPE,
    ASSIGN,
    DECLARE,
    COMMA,
    END
  }
}
