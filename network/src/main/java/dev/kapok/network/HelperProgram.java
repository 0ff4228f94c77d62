package dev.kapok.network;

import dev.kapok.sys.Kernel;
import java.util.List;

/**
 * A program that connects namespaces, as it was found on this host.
 *
 * @param path where it is
 * @param env its environment, as {@code NAME=value}
 * @param features the options that this version knows
 */
record HelperProgram(Kernel kernel, String path, List<String> env, ProgramFeatures features) {
  /** Describes why it could not connect a container. */
  NetworkException failure(String said) {
    return failure(NetworkException.Kind.FAILED, said);
  }

  /** As {@link #failure(String)}, of a kind. */
  NetworkException failure(NetworkException.Kind kind, String said) {
    return new NetworkException(kind, "connect the container by " + path + ": " + said);
  }

  /** The process of this program that belongs to a folder. */
  HelperProcess process(String runDir) {
    return new HelperProcess(kernel, runDir);
  }
}
