package dev.kapok.libpod.view;

import dev.kapok.libpod.disk.Disk;
import org.jspecify.annotations.Nullable;

/** What /proc says of one process (proc(5)). */
final class ProcStat {
  private static final int FIELDS = 24;

  // Numbers of fields in /proc/PID/stat, counted from the state, which is field 3 there.
  private static final int PPID = 1;
  private static final int PGID = 2;
  private static final int TTY = 4;
  private static final int UTIME = 11;
  private static final int STIME = 12;
  private static final int NICE = 16;
  private static final int START = 19;
  private static final int VSIZE = 20;
  private static final int RSS = 21;

  private final Disk disk;
  private final int pid;
  private final String comm;
  private final String[] fields;
  private final String status;

  private ProcStat(Disk disk, int pid, String comm, String[] fields, String status) {
    this.disk = disk;
    this.pid = pid;
    this.comm = comm;
    this.fields = fields;
    this.status = status;
  }

  /** Reads a process; null where it is gone. */
  static @Nullable ProcStat read(Disk disk, int pid) {
    String stat = disk.read("/proc/" + pid + "/stat");
    String status = disk.read("/proc/" + pid + "/status");
    int open = stat == null ? -1 : stat.indexOf('(');
    int close = stat == null ? -1 : stat.lastIndexOf(')');
    if (stat == null || status == null || open < 0 || close < open) {
      return null;
    }
    String[] fields = new String[FIELDS];
    int from = close + 2;
    for (int i = 0; i < FIELDS; i++) {
      int space = stat.indexOf(' ', from);
      fields[i] = stat.substring(from, space < 0 ? stat.length() : space);
      from = space + 1;
    }
    return new ProcStat(disk, pid, stat.substring(open + 1, close), fields, status);
  }

  int pid() {
    return pid;
  }

  String comm() {
    return comm;
  }

  String state() {
    return fields[0];
  }

  int ppid() {
    return Integer.parseInt(fields[PPID]);
  }

  String pgid() {
    return fields[PGID];
  }

  String nice() {
    return fields[NICE];
  }

  long virtualKib() {
    return Long.parseLong(fields[VSIZE]) / 1024;
  }

  /** Pages of 4 KiB. */
  long residentKib() {
    return Long.parseLong(fields[RSS]) * 4;
  }

  /** Returns user and system time, in hundredths of a second. */
  long cpuTicks() {
    return Long.parseLong(fields[UTIME]) + Long.parseLong(fields[STIME]);
  }

  /** Returns when it started, in hundredths of a second since boot. */
  long startTicks() {
    return Long.parseLong(fields[START]);
  }

  String terminal() {
    long device = Long.parseLong(fields[TTY]);
    long major = device >> 8;
    return major >= 136 && major <= 143 ? "pts/" + ((major - 136) * 256 + (device & 255)) : "?";
  }

  /** Returns the n-th word behind a name in /proc/PID/status, from 1; the last for 0. */
  String status(String name, int word) {
    int at = ("\n" + status).indexOf("\n" + name + ":");
    if (at < 0) {
      return "?";
    }
    int end = status.indexOf('\n', at);
    String line = status.substring(at + name.length() + 1, end < 0 ? status.length() : end);
    String found = "?";
    int count = 0;
    int from = 0;
    while (from < line.length()) {
      int to = from;
      while (to < line.length() && line.charAt(to) > ' ') {
        to++;
      }
      if (to > from) {
        found = line.substring(from, to);
        if (++count == word) {
          return found;
        }
      }
      from = to + 1;
    }
    return found;
  }

  /** Returns the command line, or its name in brackets where it has none. */
  String args() {
    String line = disk.read("/proc/" + pid + "/cmdline");
    return line == null || line.isEmpty() ? "[" + comm + "]" : line.replace('\0', ' ').trim();
  }
}
