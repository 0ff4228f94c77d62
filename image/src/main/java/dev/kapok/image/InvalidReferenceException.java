package dev.kapok.image;

/** A text that is no image name; the message quotes it and says which rule it breaks. */
public final class InvalidReferenceException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Quotes the text and names the rule. */
  public InvalidReferenceException(String text, String rule) {
    super("image name \"" + shortened(text) + "\": invalid reference format: " + rule);
  }

  private static String shortened(String text) {
    int limit = 80;
    return text.length() <= limit ? text : text.substring(0, limit) + "…";
  }
}
