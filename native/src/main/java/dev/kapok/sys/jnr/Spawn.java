package dev.kapok.sys.jnr;

import static dev.kapok.sys.jnr.Calls.C;

import dev.kapok.sys.SyscallException;
import dev.kapok.sys.process.ProcessSpec;
import java.io.File;
import java.lang.ref.Reference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * One posix_spawn(3): the C library's own vfork, with descriptors placed, signals reset and all
 * other descriptors closed in the child (glibc 2.34).
 */
final class Spawn {
  private static final int OPAQUE = 1024; // more than posix_spawnattr_t of any machine
  private static final int SIGNAL_SET = 128;
  private static final short SETSIGDEF = 0x04;
  private static final short SETSIGMASK = 0x08;
  private static final short SETSID = 0x80;
  private static final int O_RDWR = 2;

  /** Descriptors are moved up here first, so that none is overwritten before it is used. */
  private static final int ASIDE = 512;

  private final ProcessSpec spec;
  private final List<Integer> fds;
  private final Pointer actions = Calls.memory(OPAQUE);
  private final Pointer attributes = Calls.memory(OPAQUE);

  Spawn(ProcessSpec spec, List<Integer> fds) {
    this.spec = spec;
    this.fds = fds;
  }

  /** Starts the program and returns its process id. */
  int start() {
    int[] pid = new int[1];
    List<Pointer> texts = new ArrayList<>();
    Pointer argv = array(spec.argv(), texts);
    Pointer env = array(spec.env(), texts);
    byte[] program = Calls.path(spec.argv().get(0));
    C.posix_spawn_file_actions_init(actions);
    C.posix_spawnattr_init(attributes);
    try {
      placeDescriptors();
      settleSignals();
      int errno = C.posix_spawn(pid, program, actions, attributes, argv, env);
      if (errno != 0) {
        throw failure(errno);
      }
    } finally {
      C.posix_spawn_file_actions_destroy(actions);
      C.posix_spawnattr_destroy(attributes);
      Reference.reachabilityFence(texts);
    }
    return pid[0];
  }

  private void placeDescriptors() {
    for (int i = 0; i < fds.size(); i++) {
      if (fds.get(i) >= 0) {
        add(C.posix_spawn_file_actions_adddup2(actions, fds.get(i), ASIDE + i));
      }
    }
    for (int i = 0; i < fds.size(); i++) {
      if (fds.get(i) >= 0) {
        add(C.posix_spawn_file_actions_adddup2(actions, ASIDE + i, i));
      } else {
        byte[] nothing = Calls.path("/dev/null");
        add(C.posix_spawn_file_actions_addopen(actions, i, nothing, O_RDWR, 0));
      }
    }
    add(C.posix_spawn_file_actions_addclosefrom_np(actions, fds.size()));
    String directory = spec.directory();
    if (directory != null) {
      add(C.posix_spawn_file_actions_addchdir_np(actions, Calls.path(directory)));
    }
  }

  private void settleSignals() {
    Pointer none = Calls.memory(SIGNAL_SET);
    Pointer all = Calls.memory(SIGNAL_SET);
    all.setMemory(0, SIGNAL_SET, (byte) 0xff);
    add(C.posix_spawnattr_setsigdefault(attributes, all));
    add(C.posix_spawnattr_setsigmask(attributes, none));
    int flags = SETSIGDEF | SETSIGMASK | (spec.newSession() ? SETSID : 0);
    add(C.posix_spawnattr_setflags(attributes, (short) flags));
  }

  private void add(int errno) {
    if (errno != 0) {
      throw failure(errno);
    }
  }

  /** posix_spawn(3) does not tell what failed; only the directory can be told apart. */
  private SyscallException failure(int errno) {
    @Nullable String directory = spec.directory();
    if (directory != null && !new File(directory).isDirectory()) {
      return new SyscallException("change to the directory", errno, directory);
    }
    return new SyscallException("start", errno, spec.argv().get(0));
  }

  private static Pointer array(List<String> strings, List<Pointer> texts) {
    Pointer array = Calls.memory((strings.size() + 1) * Long.BYTES);
    for (int i = 0; i < strings.size(); i++) {
      byte[] bytes = strings.get(i).getBytes(StandardCharsets.UTF_8);
      Pointer text = Calls.memory(bytes.length + 1);
      text.put(0, bytes, 0, bytes.length);
      array.putPointer((long) i * Long.BYTES, text);
      texts.add(text);
    }
    return array;
  }
}
