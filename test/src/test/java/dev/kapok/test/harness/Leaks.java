package dev.kapok.test.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds what a store's containers left on the host once they are removed. */
final class Leaks {
  private Leaks() {}

  /** Returns a line for each thing that should not be there. */
  static List<String> of(Kapok kapok) {
    List<String> found = new ArrayList<>();
    try {
      processes(kapok.folder().toString(), found);
      mounts(kapok.folder().toString(), found);
      folders(kapok.runRoot().resolve("containers"), found);
      folders(kapok.runRoot().resolve("netns"), found);
      folders(kapok.runRoot().resolve("runtime"), found);
      folders(kapok.runRoot().resolve("cni/results"), found);
      folders(kapok.runRoot().resolve("cni/names"), found);
      folders(kapok.runRoot().resolve("networks/rootless-netns"), found);
      folders(kapok.root().resolve("overlay/c"), found);
      folders(kapok.root().resolve("containers"), found);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  /** Conmon's exit command may still be on its way out; so processes get some time. */
  private static void processes(String folder, List<String> found) throws IOException {
    List<String> last = List.of();
    for (int i = 0; i < 100; i++) {
      last = processesOnce(folder);
      if (last.isEmpty()) {
        return;
      }
      Pause.millis(50);
    }
    found.addAll(last);
  }

  private static List<String> processesOnce(String folder) throws IOException {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : stream) {
        String line = read(process.resolve("cmdline")).replace('\0', ' ');
        boolean named = line.contains(folder + "/") && !line.startsWith("rm ");
        if (named || isInContainer(process, folder)) {
          found.add("process " + process.getFileName() + ": " + line);
        }
      }
    }
    return found;
  }

  /** A container's processes have their own mounts, and their root is one of the store's. */
  private static boolean isInContainer(Path process, String folder) {
    for (String line : read(process.resolve("mountinfo")).split("\n", -1)) {
      String[] words = line.split(" ", 6);
      if (words.length > 5 && words[4].equals("/") && words[5].contains(folder + "/")) {
        return true;
      }
    }
    return false;
  }

  private static void mounts(String folder, List<String> found) throws IOException {
    List<Path> namespaces = new ArrayList<>();
    namespaces.add(Path.of("/proc/self/mountinfo"));
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : stream) {
        if (read(process.resolve("comm")).startsWith("kapok")) {
          namespaces.add(process.resolve("mountinfo"));
        }
      }
    }
    for (Path namespace : namespaces) {
      for (String line : read(namespace).split("\n", -1)) {
        if (line.contains(folder + "/")) {
          found.add("mount: " + line);
        }
      }
    }
  }

  private static void folders(Path folder, List<String> found) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path entry : stream) {
        found.add("file: " + entry);
      }
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
