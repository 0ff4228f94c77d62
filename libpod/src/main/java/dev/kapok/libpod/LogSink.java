package dev.kapok.libpod;

/** Takes what a container logged. */
public interface LogSink {
  /** What the container wrote to its standard output. */
  int STDOUT = 1;

  /** What it wrote to its standard error. */
  int STDERR = 2;

  /** Is told, before anything is written, whose log it takes. */
  default void begin(String id, String name) {}

  /** Takes some bytes; they need not be a whole line. */
  void write(int stream, byte[] bytes, int offset, int length);

  /** Is told that nothing will come any more. */
  default void end() {}
}
