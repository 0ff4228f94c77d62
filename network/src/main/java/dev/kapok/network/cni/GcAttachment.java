package dev.kapok.network.cni;

/**
 * An attachment that GC must leave alone ({@code cni.dev/valid-attachments}).
 *
 * @param containerId of an {@link Attachment}
 * @param ifName of the same
 */
public record GcAttachment(String containerId, String ifName) {}
