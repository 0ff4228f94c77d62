package dev.kapok.cli.args;

/**
 * One option of a command.
 *
 * @param name the long name, without dashes
 * @param letter the short name, {@link #NO_LETTER} for none
 * @param kind what values it takes
 * @param label what help calls its value
 * @param text one line for help
 */
public record Option(String name, char letter, Kind kind, String label, String text) {
  /** The letter of an option that has only a long name. */
  public static final char NO_LETTER = 0;

  /** What values an option takes. */
  public enum Kind {
    /** True or false; the value may only follow an equals sign, and is true without one. */
    FLAG,
    /** One text; the last one given counts. */
    TEXT,
    /** One whole number; the last one given counts. */
    NUMBER,
    /** Any number of texts. */
    LIST,
    /** Any number of texts, each of which may hold several, separated by commas. */
    COMMA_LIST
  }

  /** An option that is on or off. */
  public static Option flag(String name, char letter, String text) {
    return new Option(name, letter, Kind.FLAG, "", text);
  }

  /** An option that is on or off, without a letter. */
  public static Option flag(String name, String text) {
    return flag(name, NO_LETTER, text);
  }

  /** An option with one value. */
  public static Option text(String name, char letter, String label, String text) {
    return new Option(name, letter, Kind.TEXT, label, text);
  }

  /** An option with one value, without a letter. */
  public static Option text(String name, String label, String text) {
    return text(name, NO_LETTER, label, text);
  }

  /** An option with one whole number. */
  public static Option number(String name, char letter, String text) {
    return new Option(name, letter, Kind.NUMBER, "number", text);
  }

  /** An option with one whole number, without a letter. */
  public static Option number(String name, String text) {
    return number(name, NO_LETTER, text);
  }

  /** An option that may be repeated. */
  public static Option list(String name, char letter, String label, String text) {
    return new Option(name, letter, Kind.LIST, label, text);
  }

  /** An option that may be repeated, without a letter. */
  public static Option list(String name, String label, String text) {
    return list(name, NO_LETTER, label, text);
  }

  /** An option that may be repeated, or hold several values between commas. */
  public static Option commaList(String name, char letter, String label, String text) {
    return new Option(name, letter, Kind.COMMA_LIST, label, text);
  }

  /** An option that may be repeated, or hold several values between commas, without a letter. */
  public static Option commaList(String name, String label, String text) {
    return commaList(name, NO_LETTER, label, text);
  }

  /** Returns the option as error messages write it: {@code "-t, --time"}. */
  public String title() {
    return letter == NO_LETTER ? "--" + name : "-" + letter + ", --" + name;
  }
}
