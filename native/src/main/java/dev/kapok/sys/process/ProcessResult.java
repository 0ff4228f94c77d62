package dev.kapok.sys.process;

/**
 * How a program ended and what it said.
 *
 * @param status its exit code, or 128 plus the signal that killed it
 * @param stdout what it wrote to its standard output, up to 16 MiB
 * @param stderr what it wrote to its standard error, up to 1 MiB
 */
public record ProcessResult(int status, String stdout, String stderr) {
  /** Tells whether the exit code was 0. */
  public boolean ok() {
    return status == 0;
  }
}
