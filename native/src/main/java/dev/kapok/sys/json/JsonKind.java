package dev.kapok.sys.json;

/** What comes next in a document. */
public enum JsonKind {
  OBJECT,
  ARRAY,
  STRING,
  NUMBER,
  BOOLEAN,
  NULL,
  /** A member's name, or the end of the object. */
  NAME,
  /** The end of the array or of the document. */
  END
}
