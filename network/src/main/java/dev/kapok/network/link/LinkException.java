package dev.kapok.network.link;

/** Links, addresses, routes or rules that the kernel or its tools did not accept. */
public final class LinkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Describes what was tried and why it failed. */
  public LinkException(String message) {
    super(message);
  }
}
