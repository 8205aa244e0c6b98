package io.github.akspolicy.cluster.module;

import io.github.akspolicy.manifest.Position;

/**
 * The configuration is wrong at a place: Terraform refuses it.
 *
 * @param message what is wrong; may quote a secret
 */
public record Fault(Position at, String message) {}
