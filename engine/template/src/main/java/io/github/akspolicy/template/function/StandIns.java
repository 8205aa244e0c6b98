package io.github.akspolicy.template.function;

import io.github.akspolicy.template.value.Arguments;
import io.github.akspolicy.template.value.FunctionException;
import io.github.akspolicy.template.value.GoInteger;
import io.github.akspolicy.template.value.GoType;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.List;

/** Stands for chance: what Helm makes again in each run is the same in each run here, of the same length and kind. */
final class StandIns {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";
    private static final long MULTIPLIER = 6_364_136_223_846_793_005L;
    private static final long INCREMENT = 1_442_695_040_888_963_407L;

    private static final String ID = "a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d";
    private static final String LATER_ID = "5d4c3b2a-1f0e-4d9c-8b7a-f6e5d4c3b2a1";

    private StandIns() {}

    static void addTo(FunctionTable table) {
        random(table, "randAlpha", LETTERS);
        random(table, "randNumeric", DIGITS);
        random(table, "randAlphaNum", LETTERS + DIGITS);
        var ascii = new StringBuilder();
        for (char c = ' '; c < 0x7F; c++) {
            ascii.append(c);
        }
        random(table, "randAscii", ascii.toString());
        table.add("randBytes", List.of(GoType.INT), StandIns::bytes)
                .add("randInt", List.of(GoType.INT, GoType.INT), StandIns::integer)
                .add(
                        "uuidv4",
                        List.of(),
                        in -> text("uuidv4", in, in.assumptions().isLater() ? LATER_ID : ID))
                .add("shuffle", List.of(GoType.STRING), StandIns::shuffled);
    }

    /** The source of what a function makes up. */
    static Sources chance(String function) {
        return Sources.of(new Source.Deployment(function));
    }

    /** A text that a function made up, and what decided on it. */
    static Value text(String function, Arguments in, String text) {
        return Value.of(Text.of(text, new Mark(in.sources().and(chance(function)), null)));
    }

    /** Characters of an alphabet. They look like chance, so that no test of a chart for weak ones finds them. */
    static String characters(String alphabet, long count) {
        return characters(alphabet, count, count);
    }

    private static String characters(String alphabet, long count, long seed) {
        var out = new StringBuilder();
        long state = seed;
        for (long i = 0; i < count; i++) {
            state = state * MULTIPLIER + INCREMENT;
            out.append(alphabet.charAt((int) ((state >>> 33) % alphabet.length())));
        }
        return out.toString();
    }

    private static void random(FunctionTable table, String name, String alphabet) {
        table.add(name, List.of(GoType.INT), in -> {
            in.caller().reserve(in.integer(0));
            return text(name, in, characters(alphabet, in.integer(0), seed(in, in.integer(0))));
        });
    }

    private static Value bytes(Arguments in) throws FunctionException {
        long count = in.integer(0);
        if (count < 0) {
            throw new FunctionException("runtime error: makeslice: len out of range");
        }
        in.caller().reserve(count);
        return text("randBytes", in, BaseEncoding.BASE64.encode(characters(allBytes(), count, seed(in, count))));
    }

    /** Other characters at another time. */
    private static long seed(Arguments in, long count) {
        return in.assumptions().isLater() ? ~count : count;
    }

    /** Bytes that look like chance. */
    static String random(long count) {
        return characters(allBytes(), count);
    }

    private static String allBytes() {
        var all = new StringBuilder();
        for (char c = 0; c < 0x100; c++) {
            all.append(c);
        }
        return all.toString();
    }

    private static Value integer(Arguments in) throws FunctionException {
        long least = in.integer(0);
        long range = in.integer(1) - least;
        if (range <= 0) {
            throw new FunctionException("invalid argument to Intn");
        }
        long chosen = range / 2;
        if (in.assumptions().isLater()) {
            chosen = chosen == range - 1 ? 0 : range - 1;
        }
        return Value.of(GoInteger.of(least + chosen), in.sources().and(chance("randInt")));
    }

    private static Value shuffled(Arguments in) {
        Value text = in.get(0);
        String bytes = in.bytes(0);
        return in.assumptions().isLater()
                ? Value.of(in.text(0).as(new StringBuilder(bytes).reverse().toString()))
                        .and(chance("shuffle"))
                : text.and(chance("shuffle"));
    }
}
