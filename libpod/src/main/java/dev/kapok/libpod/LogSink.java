package dev.kapok.libpod;

/** Takes what a container logged. */
public interface LogSink {
  /** What the container wrote to its standard output. */
  int STDOUT = 1;

  /** What it wrote to its standard error. */
  int STDERR = 2;

  /** Takes some bytes; they need not be a whole line. */
  void write(int stream, byte[] bytes, int offset, int length);
}
