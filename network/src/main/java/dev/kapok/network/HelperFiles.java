package dev.kapok.network;

/**
 * The files of a helper in a container's folder; nobody else puts names together.
 *
 * @param runDir the folder
 */
record HelperFiles(String runDir) {
  /** Names of files within the folder; the helper is started there. */
  static final String SLIRP_SOCKET = "slirp.sock";

  /**
   * First line: an argument that only this helper has. Second: its process id, start time, and
   * whether it listens.
   */
  String record() {
    return runDir + "/network.pid";
  }

  /** What it wrote to its output. */
  String log() {
    return runDir + "/network.log";
  }

  /** Where pasta writes its process id once it is ready. */
  String pastaPid() {
    return runDir + "/pasta.pid";
  }

  /** The API socket of slirp4netns. */
  String slirpSocket() {
    return runDir + "/" + SLIRP_SOCKET;
  }

  /** Removes what is there. */
  void delete() {
    TextFiles.delete(record());
    TextFiles.delete(log());
    TextFiles.delete(pastaPid());
    TextFiles.delete(slirpSocket());
  }
}
