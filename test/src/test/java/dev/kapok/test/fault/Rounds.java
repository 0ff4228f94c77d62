package dev.kapok.test.fault;

/** How often, and at which moments, tests do harm: switches in the environment. */
final class Rounds {
  private Rounds() {}

  /** Returns the number in a variable. */
  static int number(String name, int otherwise) {
    String value = System.getenv(name);
    return value == null ? otherwise : Integer.parseInt(value);
  }
}
