package io.github.akspolicy.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of paths, whichever notation it is written in. It follows all ways through the pattern at once and never goes back:
 * time is at most the length of the pattern times that of the path, whoever wrote either.
 */
public final class PathPattern {
    private static final IntPredicate IN_NAME = c -> c != '/';
    private static final IntPredicate ANY = c -> true;
    private static final int[] NOWHERE = {};

    /**
     * One step: takes a character and goes on, or takes any number of them, or goes to one of several places without taking one.
     *
     * @param taken the characters that it takes; of no meaning where it takes none
     * @param targets where a step goes that takes none
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Step(Kind kind, IntPredicate taken, int[] targets) {}

    private enum Kind {
        ONE,
        MANY,
        GO
    }

    private final Step[] steps;

    private PathPattern(List<Step> steps) {
        this.steps = steps.toArray(Step[]::new);
    }

    /** Whether the pattern stands for the whole path. */
    public boolean matches(CharSequence path) {
        var now = new Places(steps.length);
        var next = new Places(steps.length);
        now.add(0, steps);
        int length = path.length();
        for (int i = 0; i < length && now.size > 0; ) {
            int c = Character.codePointAt(path, i);
            i += Character.charCount(c);
            next.clear();
            for (int n = 0; n < now.size; n++) {
                int place = now.places[n];
                if (place < steps.length && steps[place].taken().test(c)) {
                    next.add(steps[place].kind() == Kind.MANY ? place : place + 1, steps);
                }
            }
            Places last = now;
            now = next;
            next = last;
        }
        return now.has(steps.length);
    }

    /** The places of a pattern that a beginning of the path leads to; the end is one more than there are steps. */
    private static final class Places {
        private final int[] places;
        private final boolean[] seen;
        private int size;

        Places(int steps) {
            this.places = new int[steps + 1];
            this.seen = new boolean[steps + 1];
        }

        void clear() {
            size = 0;
            Arrays.fill(seen, false);
        }

        boolean has(int place) {
            return seen[place];
        }

        void add(int first, Step[] steps) {
            // goes forward only, and to each place once
            var open = new int[] {first};
            for (int count = 1; count > 0; ) {
                int place = open[--count];
                if (seen[place]) {
                    continue;
                }
                seen[place] = true;
                Step step = place < steps.length ? steps[place] : null;
                if (step == null || step.kind() != Kind.GO) {
                    places[size++] = place;
                }
                if (step != null && step.kind() != Kind.ONE) {
                    int[] targets = step.kind() == Kind.MANY ? new int[] {place + 1} : step.targets();
                    open = Arrays.copyOf(open, count + targets.length);
                    for (int target : targets) {
                        open[count++] = target;
                    }
                }
            }
        }
    }

    /**
     * A glob in the notation of {@link java.nio.file.FileSystem#getPathMatcher}, with {@code /} between names on every system.
     *
     * @throws PatternSyntaxException when it is broken
     */
    public static PathPattern glob(String text) {
        return new GlobReader(text).read();
    }

    /** Puts a pattern together from left to right. */
    public static final class Builder {
        private final List<Step> steps = new ArrayList<>();

        /** This text. */
        public Builder text(String text) {
            text.codePoints().forEach(this::character);
            return this;
        }

        /** This character, given as code point. */
        public Builder character(int character) {
            return one(c -> c == character);
        }

        /** One character of those. */
        public Builder one(IntPredicate characters) {
            steps.add(new Step(Kind.ONE, characters, NOWHERE));
            return this;
        }

        /** One character but {@code /}. */
        public Builder oneOfName() {
            return one(IN_NAME);
        }

        /** Any characters but {@code /}, or none. */
        public Builder manyOfName() {
            steps.add(new Step(Kind.MANY, IN_NAME, NOWHERE));
            return this;
        }

        /** Any characters, or none. */
        public Builder many() {
            steps.add(new Step(Kind.MANY, ANY, NOWHERE));
            return this;
        }

        /** One of the alternatives; an empty one makes the others optional. */
        public Builder either(List<Builder> alternatives) {
            int first = steps.size();
            int[] starts = new int[alternatives.size()];
            int end = first + 1;
            for (int i = 0; i < starts.length; i++) {
                starts[i] = end;
                end += alternatives.get(i).steps.size() + 1;
            }
            steps.add(new Step(Kind.GO, IN_NAME, starts));
            for (int i = 0; i < starts.length; i++) {
                int shift = starts[i];
                alternatives
                        .get(i)
                        .steps
                        .forEach(step -> steps.add(new Step(
                                step.kind(),
                                step.taken(),
                                Arrays.stream(step.targets())
                                        .map(target -> target + shift)
                                        .toArray())));
                steps.add(new Step(Kind.GO, IN_NAME, new int[] {end}));
            }
            return this;
        }

        /** The pattern. */
        public PathPattern build() {
            return new PathPattern(steps);
        }
    }

    /** Reads a glob as the JDK does, so that what is written for it keeps its meaning. */
    private static final class GlobReader {
        private final String text;
        private int at;

        GlobReader(String text) {
            this.text = text;
        }

        PathPattern read() {
            var pattern = new Builder();
            List<Builder> alternatives = null;
            Builder part = pattern;
            while (at < text.length()) {
                int c = next();
                if (c == '\\') {
                    if (at == text.length()) {
                        throw broken("No character to escape");
                    }
                    part.character(next());
                } else if (c == '[') {
                    part.one(members());
                } else if (c == '{') {
                    if (alternatives != null) {
                        throw broken("Cannot nest groups");
                    }
                    part = new Builder();
                    alternatives = new ArrayList<>(List.of(part));
                } else if (c == '}' && alternatives != null) {
                    pattern.either(alternatives);
                    part = pattern;
                    alternatives = null;
                } else if (c == ',' && alternatives != null) {
                    part = new Builder();
                    alternatives.add(part);
                } else if (c == '*') {
                    if (at < text.length() && text.charAt(at) == '*') {
                        at++;
                        part.many();
                    } else {
                        part.manyOfName();
                    }
                } else if (c == '?') {
                    part.oneOfName();
                } else {
                    part.character(c);
                }
            }
            if (alternatives != null) {
                throw broken("Missing '}'");
            }
            return pattern.build();
        }

        private int next() {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            return c;
        }

        /** Behind the opening bracket. */
        private IntPredicate members() {
            boolean isNegated = text.startsWith("!", at);
            at += isNegated ? 1 : 0;
            var ranges = new ArrayList<int[]>();
            boolean mayBeginRange = false;
            if (text.startsWith("-", at) || (!isNegated && text.startsWith("^", at))) {
                // stands for itself where it is first
                int first = next();
                ranges.add(new int[] {first, first});
            }
            while (true) {
                if (at == text.length()) {
                    throw broken("Missing ']'");
                }
                int c = next();
                if (c == ']') {
                    break;
                }
                if (c == '/') {
                    throw broken("Explicit 'name separator' in class");
                }
                if (c == '-' && !mayBeginRange) {
                    throw broken("Invalid range");
                }
                if (c == '-' && !text.startsWith("]", at)) {
                    int high = at == text.length() ? -1 : next();
                    if (high < ranges.get(ranges.size() - 1)[0]) {
                        throw broken("Invalid range");
                    }
                    ranges.get(ranges.size() - 1)[1] = high;
                    mayBeginRange = false;
                } else {
                    ranges.add(new int[] {c, c});
                    mayBeginRange = true;
                }
            }
            if (ranges.isEmpty()) {
                throw broken("Empty class");
            }
            return c -> c != '/' && isNegated == ranges.stream().noneMatch(range -> range[0] <= c && c <= range[1]);
        }

        private PatternSyntaxException broken(String what) {
            return new PatternSyntaxException(what, text, at - 1);
        }
    }
}
