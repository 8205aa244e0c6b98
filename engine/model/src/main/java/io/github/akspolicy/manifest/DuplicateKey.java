package io.github.akspolicy.manifest;

/**
 * A key that a mapping has twice.
 *
 * @param path the key and those around it, joined by dots; positions of lists in brackets
 * @param earlier where it stands first, which counts for nothing where the last one holds
 * @param later where it stands again
 */
public record DuplicateKey(String path, Position earlier, Position later) {}
