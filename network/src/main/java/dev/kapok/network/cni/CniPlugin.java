package dev.kapok.network.cni;

import java.util.List;
import java.util.Map;

/**
 * One CNI plugin: a program on the CNI path, or a class of this engine that does the same.
 *
 * <p>Each call is one operation of the specification. A plugin keeps no state between calls but
 * what it leaves on the system; a second call with the same arguments may come from another
 * process. All failures are {@link CniException}s.
 */
public interface CniPlugin {
  /**
   * ADD: makes the interface, or changes what the plugins before have made. What it made before it
   * failed, it undoes as far as it can; the runtime calls {@link #del} after a failure all the
   * same.
   *
   * @return the result in the shape of the version in {@code call.conf()}, with what "prevResult"
   *     has; {@link CniResult} reads it
   */
  Map<String, Object> add(PluginCall call);

  /**
   * DEL: undoes an ADD. What is gone already is no error, nor is a namespace or a "prevResult" that
   * is lost: leases, rules and interfaces on the host are found by network, container and interface
   * name alone.
   */
  void del(PluginCall call);

  /** CHECK: fails where the container's network is not what "prevResult" says. */
  void check(PluginCall call);

  /**
   * GC: removes what belongs to no attachment in {@code valid}, of this network only.
   *
   * @param valid what "cni.dev/valid-attachments" says; {@code call.conf()} has it already
   */
  void gc(PluginCall call, List<GcAttachment> valid);

  /** STATUS: fails where the plugin could not serve an ADD (codes 50 and 51). */
  void status(PluginCall call);

  /** VERSION: the versions of the specification that the plugin speaks, as "1.0.0". */
  List<String> versions();
}
