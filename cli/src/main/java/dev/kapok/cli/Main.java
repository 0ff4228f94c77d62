package dev.kapok.cli;

import dev.kapok.cli.args.Arguments;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.OutputClosedException;
import dev.kapok.sys.jni.JniKernel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The entry of the program. */
public final class Main {
  private Main() {}

  /**
   * Runs one command line and returns its exit code. Called by the launcher, which ends the process
   * with it.
   *
   * @param args the words behind the program's name, as the kernel handed them over
   */
  public static int run(byte[][] args) {
    List<String> words = new ArrayList<>(args.length);
    for (byte[] arg : args) {
      words.add(new String(arg, StandardCharsets.UTF_8));
    }
    return run(JniKernel.instance(), words);
  }

  private static int run(Kernel kernel, List<String> words) {
    ProcessConsole console = new ProcessConsole(kernel.io());
    Arguments globals = new Arguments();
    try (Wiring wiring = new Wiring(kernel, console, globals)) {
      int code = new CommandLine(console, wiring, globals).run(words);
      console.flush();
      return code;
    } catch (OutputClosedException e) {
      return OutputClosedException.EXIT_CODE;
    }
  }
}
