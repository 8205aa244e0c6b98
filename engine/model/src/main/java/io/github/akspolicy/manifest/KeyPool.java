package io.github.akspolicy.manifest;

/**
 * Lets equal keys of all documents be one string: manifests repeat a few hundred of them. The table is shared and
 * unlocked on purpose; strings are immutable, so a race costs one more copy and nothing else.
 */
final class KeyPool {
    private static final int SIZE = 2048;
    private static final int LONGEST = 40;
    private static final String[] KEYS = new String[SIZE];

    private KeyPool() {}

    static String pooled(String key) {
        if (key.length() > LONGEST) {
            return key;
        }
        int slot = (key.hashCode() ^ key.hashCode() >>> 15) & SIZE - 1;
        String known = KEYS[slot];
        if (key.equals(known)) {
            return known;
        }
        KEYS[slot] = key;
        return key;
    }
}
