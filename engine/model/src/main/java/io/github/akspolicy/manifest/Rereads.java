package io.github.akspolicy.manifest;

/** How much of a text may be read again for tabs, in all of its documents together: see {@link TabSeparators}. */
final class Rereads {
    private static final long CHARACTERS = 16 << 20;
    private static final long TIMES = 8;

    private final long most;
    private long taken;

    /** @param length the characters of the whole text */
    Rereads(int length) {
        this.most = Math.max(TIMES * length, CHARACTERS);
    }

    /** Whether so many characters may be read once more. */
    boolean take(int characters) {
        if (taken + characters > most) {
            return false;
        }
        taken += characters;
        return true;
    }

    /** The characters that were read again. */
    long taken() {
        return taken;
    }
}
