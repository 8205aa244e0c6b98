package io.github.akspolicy.template.function;

/**
 * One comparison of a constraint.
 *
 * @param operator as written; empty for equality
 * @param wanted the version behind it, with 0 for what is left open
 * @param open which parts are left open
 */
record VersionComparison(String operator, VersionNumber wanted, Open open) {
    /** The first part that is missing, or written as {@code x} or {@code *}. */
    enum Open {
        NOTHING,
        MAJOR,
        MINOR,
        PATCH
    }

    boolean namesPrerelease() {
        return !wanted.prerelease().isEmpty();
    }

    boolean isPlainNotEqual() {
        return operator.equals("!=") && open == Open.NOTHING;
    }

    /** Whether a version satisfies it, prereleases aside. */
    boolean allows(VersionNumber version) {
        int compared = version.compareTo(wanted);
        return switch (operator) {
            case "!=" -> differs(version, compared);
            case ">" -> exceeds(version, compared);
            case "<" -> compared < 0;
            case ">=", "=>" -> compared >= 0;
            case "<=", "=<" -> isAtMost(version, compared);
            case "~", "~>" -> isNear(version, compared);
            case "^" -> isCompatible(version, compared);
            default -> open == Open.NOTHING ? compared == 0 : isNear(version, compared);
        };
    }

    private boolean sameMajor(VersionNumber version) {
        return version.major() == wanted.major();
    }

    private boolean sameMinor(VersionNumber version) {
        return version.minor() == wanted.minor();
    }

    private boolean differs(VersionNumber version, int compared) {
        if (open == Open.NOTHING) {
            return compared != 0;
        }
        if (!sameMajor(version)) {
            return true;
        }
        if (open == Open.MINOR) {
            return false;
        }
        if (!sameMinor(version)) {
            return true;
        }
        if (open == Open.PATCH) {
            boolean releases = version.prerelease().isEmpty() && !namesPrerelease();
            return !releases && VersionNumber.comparePrereleases(version.prerelease(), wanted.prerelease()) != 0;
        }
        return version.patch() != wanted.patch() || compared != 0;
    }

    private boolean exceeds(VersionNumber version, int compared) {
        if (open == Open.NOTHING) {
            return compared > 0;
        }
        if (!sameMajor(version)) {
            return Long.compareUnsigned(version.major(), wanted.major()) > 0;
        }
        return switch (open) {
            case MINOR -> false;
            case PATCH -> Long.compareUnsigned(version.minor(), wanted.minor()) > 0;
            default -> compared > 0;
        };
    }

    private boolean isAtMost(VersionNumber version, int compared) {
        if (open == Open.NOTHING) {
            return compared <= 0;
        }
        if (!sameMajor(version)) {
            return Long.compareUnsigned(version.major(), wanted.major()) < 0;
        }
        return open == Open.MINOR || Long.compareUnsigned(version.minor(), wanted.minor()) <= 0;
    }

    private boolean isNear(VersionNumber version, int compared) {
        if (compared < 0) {
            return false;
        }
        boolean zero = wanted.major() == 0 && wanted.minor() == 0 && wanted.patch() == 0;
        if (zero && open != Open.MINOR && open != Open.PATCH) {
            return true;
        }
        return sameMajor(version) && (sameMinor(version) || open == Open.MINOR);
    }

    private boolean isCompatible(VersionNumber version, int compared) {
        if (compared < 0) {
            return false;
        }
        if (wanted.major() != 0 || open == Open.MINOR) {
            return sameMajor(version);
        }
        if (version.major() != 0) {
            return false;
        }
        if (wanted.minor() != 0 || open == Open.PATCH) {
            return sameMinor(version);
        }
        return version.minor() == 0 && version.patch() == wanted.patch();
    }
}
