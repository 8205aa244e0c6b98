package io.github.akspolicy.template.function;

import io.github.akspolicy.template.value.Caller.Dialect;
import io.github.akspolicy.template.value.FunctionException;

/** Ranges of versions as the dependencies of charts state them. */
public final class VersionRange {
    private VersionRange() {}

    /** Whether a version is in a range; not if one of them cannot be read. */
    public static boolean holds(String range, String version, Dialect dialect) {
        try {
            return new VersionConstraint(range, dialect).allows(VersionNumber.read(version, dialect));
        } catch (FunctionException unreadable) {
            return false;
        }
    }
}
