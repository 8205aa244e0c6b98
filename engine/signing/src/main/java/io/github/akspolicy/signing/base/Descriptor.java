package io.github.akspolicy.signing.base;

/**
 * What a registry says of a manifest.
 *
 * @param mediaType as the registry serves it
 * @param digest {@code sha256:} and 64 hexadecimal digits
 * @param size in bytes
 */
public record Descriptor(String mediaType, String digest, long size) {}
