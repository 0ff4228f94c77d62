package dev.kapok.network.cni;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One interface of one container on one network, as the runtime asks for it.
 *
 * <p>The values of both maps are those of {@link dev.kapok.sys.json.Json}. What a plugin gets as
 * {@code runtimeConfig} is the part of {@code capabilityArgs} that its configuration declares in
 * {@code capabilities} (CONVENTIONS.md):
 *
 * <ul>
 *   <li>{@code portMappings}: a list of {hostPort, containerPort, protocol "tcp", "udp" or "sctp",
 *       hostIP (may be missing)}
 *   <li>{@code ips}: a list of texts, addresses with or without prefix length
 *   <li>{@code mac}: a text
 *   <li>{@code aliases}: a list of texts, the container's further names on this network
 *   <li>{@code bandwidth}: {ingressRate, ingressBurst, egressRate, egressBurst}, bits
 *   <li>{@code dns}: {searches, servers}
 * </ul>
 *
 * @param containerId letters, digits, '_', '.' and '-'
 * @param netns the path of the container's network namespace; "" where it is lost, which only DEL
 *     allows
 * @param ifName the interface's name in the container, 15 bytes at most
 * @param cniArgs what goes to CNI_ARGS as {@code NAME=value;…}; values are texts
 * @param capabilityArgs by capability
 */
public record Attachment(
    String containerId,
    String netns,
    String ifName,
    Map<String, Object> cniArgs,
    Map<String, Object> capabilityArgs) {
  /** Copies the maps, in their order. */
  public Attachment {
    cniArgs = Collections.unmodifiableMap(new LinkedHashMap<>(cniArgs));
    capabilityArgs = Collections.unmodifiableMap(new LinkedHashMap<>(capabilityArgs));
  }
}
