/**
 * The protocol of conmon, the monitor of every container (conmon 2.1, its cli.c, conmon.c,
 * conn_sock.c and ctrl.c).
 *
 * <p><b>Start.</b> The engine starts conmon with descriptors that environment variables name:
 * {@code _OCI_SYNCPIPE} (conmon writes), {@code _OCI_STARTPIPE} (conmon waits there for one byte
 * before it forks) and, for exec sessions, {@code _OCI_ATTACHPIPE}; all are SOCK_SEQPACKET sockets.
 * After the byte conmon forks, the first process exits with 0, the second writes its pid to the
 * conmon pid file and runs {@code runtime create} (or {@code exec}).
 *
 * <p><b>Sync pipe.</b> One JSON line: {@code {"data": PID}} when the container is there, or {@code
 * {"data": -1, "message": "…"}}; the runtime's own words are in its JSON log. For exec sessions the
 * exit code follows as a second line, and the attach pipe says {@code {"data": 0}} as soon as the
 * attach socket exists; the engine connects and writes a second byte to the start pipe.
 *
 * <p><b>Attach socket.</b> {@code BUNDLE/attach}, SOCK_SEQPACKET. Packets to the client begin with
 * a byte, 2 for standard output and 3 for standard error; packets from the client are input as it
 * is, and shutting down the writing side closes the container's input.
 *
 * <p><b>Control.</b> The fifo {@code BUNDLE/ctl} takes lines {@code TYPE HEIGHT WIDTH}; type 1
 * resizes the terminal, type 2 opens the log file anew.
 *
 * <p><b>End.</b> conmon writes the exit code, as decimal text, to {@code EXITDIR/ID} (whose change
 * time is the time of the end) and to {@code PERSISTDIR/exit}, an empty file {@code oom} where the
 * kernel killed the container for memory, closes the attach socket, and runs the exit command, for
 * which it waits.
 *
 * <p>Start reading at {@link dev.kapok.libpod.conmon.Conmon}.
 */
@NullMarked
package dev.kapok.libpod.conmon;

import org.jspecify.annotations.NullMarked;
