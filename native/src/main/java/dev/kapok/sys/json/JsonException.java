package dev.kapok.sys.json;

/** A document that is not JSON, or not of the shape that its reader expects. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int offset;

  /**
   * Describes what is wrong.
   *
   * @param offset where, in bytes of the document's UTF-8 form, from 0; −1 where unknown
   */
  public JsonException(String message, int offset) {
    super(
        offset < 0
            ? "invalid JSON: " + message
            : "invalid JSON at byte " + offset + ": " + message);
    this.offset = offset;
  }

  /** Returns where the error is, in bytes of the document's UTF-8 form; −1 where unknown. */
  public int offset() {
    return offset;
  }
}
