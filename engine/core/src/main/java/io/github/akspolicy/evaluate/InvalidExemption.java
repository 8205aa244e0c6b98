package io.github.akspolicy.evaluate;

import io.github.akspolicy.source.SourceLocation;

/**
 * An entry that cannot be used, and therefore exempts nothing.
 *
 * @param at the line to mend
 * @param message what is wrong with it and how to mend it
 */
public record InvalidExemption(SourceLocation at, String message) {}
