package dev.kapok.network.names;

import dev.kapok.network.NetworkException;
import dev.kapok.sys.FileTree;
import dev.kapok.sys.Kernel;
import dev.kapok.sys.Signals;
import dev.kapok.sys.SyscallException;
import dev.kapok.sys.file.TextFile;
import dev.kapok.sys.process.ProcessResult;
import dev.kapok.sys.process.ProcessSpec;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * aardvark-dns(1): one process for all networks of an engine, told by a file for each network in
 * one folder.
 *
 * <p>A file's first line has the addresses to listen on, each other line a container. The process
 * reads them anew at SIGHUP. It is started with the first container and ended with the last one; it
 * is found by the folder among its arguments, and started again where somebody killed it.
 */
public final class NameServer {
  private static final String PID_FILE = "aardvark.pid";
  private static final int LARGEST = 16 << 20;
  private static final long PATIENCE = 30_000;
  private static final long START_MILLIS = 10_000;
  private static final long STOP_MILLIS = 2_000;
  private static final long POLL_MILLIS = 2;
  private static final int POLLS = 500;

  private final Kernel kernel;
  private final @Nullable String program;
  private final List<String> env;
  private final String folder;
  private final Starter starter;

  /** Who cares for the process as soon as it is there. */
  public interface Starter {
    /**
     * Begins to take it out of what ends together with the process that started it.
     *
     * @return waits until that is done
     */
    Runnable started(int pid);
  }

  /**
   * Remembers its surroundings; touches nothing yet.
   *
   * @param program the path of aardvark-dns, null where it is not installed
   * @param folder which no other engine uses; its parent is there
   */
  public NameServer(
      Kernel kernel, @Nullable String program, List<String> env, String folder, Starter starter) {
    this.kernel = kernel;
    this.starter = starter;
    this.program = program;
    this.env = List.copyOf(env);
    this.folder = folder;
  }

  /** Tells whether names can be served. */
  public boolean available() {
    return program != null;
  }

  /** Makes a container's names known; once more for the same one replaces them. */
  public void add(NameEntry entry) {
    int lock = lock();
    try {
      String file = folder + "/" + entry.network();
      String old = new TextFile(kernel.io()).readIfThere(file, LARGEST);
      String others = old == null ? "" : without(old, entry.containerId());
      replace(file, entry.head() + "\n" + others + entry.line() + "\n");
      serve(entry.listen().get(0));
    } finally {
      kernel.locks().unlock(lock);
    }
  }

  /** Forgets a container's names on all networks, or on one; of an unknown container, nothing. */
  public void remove(String containerId, @Nullable String network) {
    if (!new File(folder).exists()) {
      return;
    }
    int lock = lock();
    try {
      boolean left = false;
      boolean changed = false;
      String[] files = new File(folder).list();
      for (int i = 0; files != null && i < files.length; i++) {
        if (!files[i].equals(PID_FILE)) {
          boolean concerned = network == null || files[i].equals(network);
          int lines = concerned ? removeLine(folder + "/" + files[i], containerId) : 1;
          left |= lines != 0;
          changed |= lines <= 0;
        }
      }
      int pid = changed || !left ? running() : 0;
      if (pid > 0 && left) {
        kernel.pids().kill(pid, Signals.SIGHUP);
      } else if (!left) {
        stop(pid);
      }
    } finally {
      kernel.locks().unlock(lock);
    }
  }

  /**
   * Changes whom to ask for all names that are no container's of a network; of one without
   * containers, nothing.
   */
  public void askElsewhere(String network, List<String> upstream) {
    if (!new File(folder, network).exists()) {
      return;
    }
    int lock = lock();
    try {
      String file = folder + "/" + network;
      String old = new TextFile(kernel.io()).readIfThere(file, LARGEST);
      int end = old == null ? -1 : old.indexOf('\n');
      if (old != null && end >= 0) {
        int blank = old.indexOf(' ');
        String listen = old.substring(0, blank < 0 || blank > end ? end : blank);
        replace(file, NameEntry.head(listen, upstream) + old.substring(end));
        int pid = running();
        if (pid > 0) {
          kernel.pids().kill(pid, Signals.SIGHUP);
        }
      }
    } finally {
      kernel.locks().unlock(lock);
    }
  }

  /** Tells whether a container has names on one of the networks. */
  public boolean knows(String containerId) {
    String[] files = new File(folder).list();
    for (int i = 0; files != null && i < files.length; i++) {
      String text = new TextFile(kernel.io()).readIfThere(folder + "/" + files[i], LARGEST);
      if (text != null && text.contains("\n" + containerId + " ")) {
        return true;
      }
    }
    return false;
  }

  /** Ends the process and forgets all names: where it served is no more. */
  public void forget() {
    if (!new File(folder).exists()) {
      return;
    }
    int lock = lock();
    try {
      stop(running());
      String[] files = new File(folder).list();
      for (int i = 0; files != null && i < files.length; i++) {
        delete(folder + "/" + files[i]);
      }
    } finally {
      kernel.locks().unlock(lock);
    }
  }

  /** Ends a process whose files are lost; where there are files, nothing happens. */
  public void endLost() {
    if (hasFiles()) {
      return;
    }
    int lock = lock();
    try {
      if (!hasFiles()) {
        stopOthers();
      }
    } finally {
      kernel.locks().unlock(lock);
    }
  }

  private boolean hasFiles() {
    String[] files = new File(folder).list();
    return files != null && files.length > 0;
  }

  /** Returns 1 where nothing changed, −1 where a line went, 0 where it was the last one. */
  private int removeLine(String file, String containerId) {
    String old = new TextFile(kernel.io()).readIfThere(file, LARGEST);
    if (old == null || !old.contains("\n" + containerId + " ")) {
      return 1;
    }
    String others = without(old, containerId);
    if (others.isEmpty()) {
      delete(file);
      return 0;
    }
    replace(file, old.substring(0, old.indexOf('\n') + 1) + others);
    return -1;
  }

  /** Returns the lines of other containers. */
  private static String without(String text, String containerId) {
    StringBuilder kept = new StringBuilder();
    int begin = text.indexOf('\n') + 1;
    while (begin > 0 && begin < text.length()) {
      int end = text.indexOf('\n', begin);
      end = end < 0 ? text.length() : end + 1;
      if (!text.startsWith(containerId + " ", begin)) {
        kept.append(text, begin, end);
      }
      begin = end;
    }
    return kept.toString();
  }

  /** Tells the process of a change, or starts it. */
  private void serve(String address) {
    int pid = running();
    if (pid > 0) {
      kernel.pids().kill(pid, Signals.SIGHUP);
      return;
    }
    stopOthers();
    String path = program;
    if (path == null) {
      throw new IllegalStateException("there is no aardvark-dns");
    }
    List<String> argv =
        List.of(
            path, "--config", folder, "--filter-search-domain", ".dns.kapok", "-p", "53", "run");
    ProcessSpec spec = new ProcessSpec(argv, env, "/", List.of(), true);
    ProcessResult result;
    try {
      result = kernel.processes().run(spec, null, START_MILLIS);
    } catch (SyscallException e) {
      throw failure(String.valueOf(e.getMessage()));
    }
    if (!result.ok()) {
      throw failure(result.stderr().trim());
    }
    int started = running();
    Runnable moved = started > 0 ? starter.started(started) : null;
    awaitListening(address);
    if (moved != null) {
      moved.run();
    }
  }

  private static NetworkException failure(String reason) {
    return new NetworkException(
        NetworkException.Kind.FAILED, "start aardvark-dns for the names of containers: " + reason);
  }

  /**
   * It says that it is ready before it can take a SIGHUP, which would end it; once it listens, it
   * can. Where it never does, it has ended, or the port is another one's: only names are missing.
   */
  private void awaitListening(String address) {
    String table =
        address.indexOf(':') < 0 ? "/proc/thread-self/net/udp" : "/proc/thread-self/net/udp6";
    String wanted = ":0035 ";
    for (int i = 0; i < POLLS && running() > 0; i++) {
      String text = new TextFile(kernel.io()).readIfThere(table, LARGEST);
      int at = text == null ? 0 : text.indexOf(wanted);
      while (text != null && at >= 0) {
        if (address.indexOf(':') >= 0 || text.startsWith(hex(address), at - 8)) {
          return;
        }
        at = text.indexOf(wanted, at + 1);
      }
      // This process does not end, so it is a pause.
      kernel.pids().awaitExit(kernel.pids().self(), POLL_MILLIS);
    }
  }

  /** Writes an IPv4 address as /proc/net does: the bytes of a word in the host's order. */
  private static String hex(String address) {
    StringBuilder text = new StringBuilder();
    int begin = 0;
    for (int i = 0; i < 4; i++) {
      int dot = address.indexOf('.', begin);
      int part = Integer.parseInt(address.substring(begin, dot < 0 ? address.length() : dot));
      String digits = Integer.toHexString(part);
      text.insert(0, digits.length() == 1 ? "0" + digits : digits);
      begin = dot + 1;
    }
    return text.toString().toUpperCase(java.util.Locale.ROOT);
  }

  /** Returns the process, 0 where none runs. */
  private int running() {
    String text = new TextFile(kernel.io()).readIfThere(folder + "/" + PID_FILE, 32);
    int pid = 0;
    for (int i = 0; text != null && i < text.length() && i < 9; i++) {
      int digit = text.charAt(i) - '0';
      pid = digit >= 0 && digit <= 9 ? pid * 10 + digit : pid;
    }
    return pid > 0 && isOurs(pid) ? pid : 0;
  }

  private boolean isOurs(int pid) {
    String arguments;
    try {
      arguments = new TextFile(kernel.io()).readIfThere("/proc/" + pid + "/cmdline", LARGEST);
    } catch (SyscallException _) {
      // It ended meanwhile.
      return false;
    }
    return arguments != null
        && arguments.contains("aardvark-dns\0")
        && arguments.contains("\0" + folder + "\0");
  }

  /** Ends those of a run folder that was lost. */
  private void stopOthers() {
    String[] names = new File("/proc").list();
    for (int i = 0; names != null && i < names.length; i++) {
      char first = names[i].charAt(0);
      if (first >= '1' && first <= '9' && isOurs(Integer.parseInt(names[i]))) {
        stop(Integer.parseInt(names[i]));
      }
    }
  }

  private void stop(int pid) {
    if (pid > 0 && kernel.pids().kill(pid, Signals.SIGKILL)) {
      kernel.pids().awaitExit(pid, STOP_MILLIS);
    }
    delete(folder + "/" + PID_FILE);
  }

  private int lock() {
    boolean _ = new File(folder).mkdirs();
    String path = folder + ".lock";
    int lock = kernel.locks().lock(path, true, PATIENCE);
    if (lock < 0) {
      throw new NetworkException(
          NetworkException.Kind.FAILED,
          "change the names of containers: process "
              + kernel.locks().holder(path)
              + " has held the lock "
              + path
              + " for 30 seconds");
    }
    return lock;
  }

  /** Every file in the folder is read as a network's, so it is written outside. */
  private void replace(String file, String text) {
    String staged = folder + ".staged";
    try (FileOutputStream out = new FileOutputStream(staged)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new NetworkException(
          NetworkException.Kind.FAILED, "write " + staged + ": " + e.getMessage());
    }
    kernel.io().rename(staged, file);
  }

  private void delete(String file) {
    if (new File(file).exists()) {
      kernel.tree().unlink(FileTree.CWD, file.getBytes(StandardCharsets.UTF_8), false);
    }
  }
}
