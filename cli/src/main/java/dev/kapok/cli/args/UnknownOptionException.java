package dev.kapok.cli.args;

/** An option that the command does not have. */
public final class UnknownOptionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String option;
  private final String word;

  /**
   * Describes the option.
   *
   * @param option its name with its dashes, without a value
   * @param word the word of the command line it stands in
   */
  public UnknownOptionException(String option, String word) {
    super(
        option.startsWith("--")
            ? "unknown flag: " + option
            : "unknown shorthand flag: '" + option.substring(1) + "' in " + word);
    this.option = option;
    this.word = word;
  }

  /** Returns the option with its dashes. */
  public String option() {
    return option;
  }

  /** Returns the word of the command line it stands in. */
  public String word() {
    return word;
  }
}
