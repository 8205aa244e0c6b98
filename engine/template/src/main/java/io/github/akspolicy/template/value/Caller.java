package io.github.akspolicy.template.value;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The execution that calls a function. */
public interface Caller {
    /** Which Helm is followed, where its versions differ. */
    enum Dialect {
        /** Helm 3 up to 3.19, compared with 3.17.2. */
        HELM_3,
        /** Helm 3 from 3.20 on: the types of Helm 3, and the libraries, the Go and the merging of values of Helm 4. */
        HELM_3_20,
        /** Helm 4, compared with 4.1.4. */
        HELM_4;

        private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+).*");

        /**
         * What a version of Helm follows.
         *
         * @param version such as {@code v3.17.2}; what is none counts as the newest Helm 3
         */
        public static Dialect of(String version) {
            Matcher parts = VERSION.matcher(version);
            if (!parts.matches()) {
                return HELM_3_20;
            }
            if (!parts.group(1).equals("3")) {
                return HELM_4;
            }
            return Integer.parseInt(parts.group(2)) < 20 ? HELM_3 : HELM_3_20;
        }

        /** Whether Helm's own objects are those of Helm 4. */
        public boolean isHelm4() {
            return this == HELM_4;
        }

        /** Whether functions are those of the libraries that Helm 4 began with. */
        public boolean isRecent() {
            return this != HELM_3;
        }
    }

    Dialect dialect();

    /** What is assumed where only a deployment knows more. */
    Assumptions assumptions();

    /** The place of the call. */
    Site site();

    /** Takes note that a function asks a map for a key. */
    void read(GoMap map, String key);

    /** Takes note that a function is about to change a map. */
    void change(GoMap map);

    /**
     * Counts what a function is about to make, and ends the execution where it is too much.
     *
     * @param size how many bytes or elements
     */
    void reserve(long size);
}
