package dev.kapok.network;

import dev.kapok.sys.FileStat;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.process.ProcessResult;
import dev.kapok.sys.process.ProcessSpec;
import java.io.File;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which long options a program knows, by its {@code --help}. What was learnt is kept in a file,
 * which is good as long as the program's file is the same.
 */
final class ProgramFeatures {
  private static final long HELP_TIMEOUT_MILLIS = 5_000;

  private final Set<String> options;

  private ProgramFeatures(Set<String> options) {
    this.options = options;
  }

  /** Returns what a program knows, from the file in {@code cacheDir} or by asking it. */
  static ProgramFeatures of(
      Kernel kernel, String cacheDir, String program, String path, List<String> env) {
    String stamp = stamp(kernel, path);
    String cache = cacheDir + "/" + program + ".options";
    String text = TextFiles.read(cache);
    if (!text.startsWith(stamp + "\n")) {
      text = stamp + "\n" + join(parse(help(kernel, path, env)));
      store(kernel, cacheDir, cache, text);
    }
    return new ProgramFeatures(new HashSet<>(TextFiles.words(text.substring(stamp.length()))));
  }

  /** Tells whether the program knows an option, written with its dashes. */
  boolean has(String option) {
    return options.contains(option);
  }

  /** Finds the long options that a help text speaks of. */
  static Set<String> parse(String help) {
    Set<String> found = new HashSet<>();
    for (int i = help.indexOf("--"); i >= 0; i = help.indexOf("--", i + 2)) {
      int end = i + 2;
      while (end < help.length() && isOptionLetter(help.charAt(end))) {
        end++;
      }
      if (end > i + 2) {
        found.add(help.substring(i, end));
      }
    }
    return found;
  }

  private static boolean isOptionLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  }

  private static String help(Kernel kernel, String path, List<String> env) {
    ProcessSpec spec =
        new ProcessSpec(List.of(path, "--help"), env, null, List.of(-1, -1, -1), true);
    ProcessResult result = kernel.processes().run(spec, null, HELP_TIMEOUT_MILLIS);
    return result.stdout() + "\n" + result.stderr();
  }

  private static String stamp(Kernel kernel, String path) {
    FileStat stat;
    try {
      // The name may be a link, as passt's is to a build for this processor.
      String real = new File(path).getCanonicalPath();
      stat = kernel.tree().stat(FileTree.CWD, real.getBytes(StandardCharsets.UTF_8));
    } catch (java.io.IOException _) {
      stat = null;
    }
    if (stat == null) {
      return path;
    }
    return path
        + " "
        + stat.inode()
        + " "
        + stat.size()
        + " "
        + stat.modifiedSeconds()
        + " "
        + stat.modifiedNanos();
  }

  /**
   * Another command may do the same at the same time, hence the rename. What cannot be kept, on a
   * full disk, is asked for again the next time.
   */
  private static void store(Kernel kernel, String cacheDir, String cache, String text) {
    boolean _ = new File(cacheDir).mkdirs();
    String temporary = cache + "." + kernel.pids().self();
    try {
      TextFiles.write(temporary, text, false);
      kernel.io().rename(temporary, cache);
    } catch (UncheckedIOException | SyscallException e) {
      TextFiles.delete(temporary);
    }
  }

  private static String join(Set<String> words) {
    StringBuilder text = new StringBuilder();
    for (String word : new ArrayList<>(words)) {
      text.append(word).append(' ');
    }
    return text.toString();
  }
}
