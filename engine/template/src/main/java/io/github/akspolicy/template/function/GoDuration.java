package io.github.akspolicy.template.function;

import io.github.akspolicy.template.text.Quote;
import io.github.akspolicy.template.value.FunctionException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Go's durations, in nanoseconds, as text. */
final class GoDuration {
    private static final Pattern PART = Pattern.compile("(\\d*)(\\.(\\d*))?([^.\\d]*)");
    private static final Map<String, Long> UNITS = Map.of(
            "ns", 1L,
            "us", 1_000L,
            "\u00C2\u00B5s", 1_000L,
            "\u00CE\u00BCs", 1_000L,
            "ms", 1_000_000L,
            "s", 1_000_000_000L,
            "m", 60_000_000_000L,
            "h", 3_600_000_000_000L);
    private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(63);

    private GoDuration() {}

    /** Reads numbers with units, such as {@code 1h30m}. */
    static long read(String text) throws FunctionException {
        boolean negative = text.startsWith("-");
        String unsigned = negative || text.startsWith("+") ? text.substring(1) : text;
        if (unsigned.equals("0")) {
            return 0;
        }
        if (unsigned.isEmpty()) {
            throw invalid(text);
        }
        BigInteger all = BigInteger.ZERO;
        Matcher part = PART.matcher(unsigned);
        for (int at = 0; at < unsigned.length(); at = part.end()) {
            part.region(at, unsigned.length());
            boolean number = part.lookingAt()
                    && (!part.group(1).isEmpty()
                            || part.group(3) != null && !part.group(3).isEmpty());
            if (!number) {
                throw invalid(text);
            }
            if (part.group(4).isEmpty()) {
                throw new FunctionException("time: missing unit in duration " + Quote.quote(text));
            }
            Long unit = UNITS.get(part.group(4));
            if (unit == null) {
                throw new FunctionException(
                        "time: unknown unit " + Quote.quote(part.group(4)) + " in duration " + Quote.quote(text));
            }
            all = all.add(nanos(part, unit));
            if (all.compareTo(LIMIT) > 0) {
                throw invalid(text);
            }
        }
        if (!negative && all.equals(LIMIT)) {
            throw invalid(text);
        }
        return negative ? all.negate().longValue() : all.longValue();
    }

    private static BigInteger nanos(Matcher part, long unit) {
        String whole = part.group(1).isEmpty() ? "0" : part.group(1);
        String fraction = part.group(3) == null || part.group(3).isEmpty() ? "0" : part.group(3);
        return new BigDecimal(whole + "." + fraction)
                .multiply(BigDecimal.valueOf(unit))
                .setScale(0, RoundingMode.DOWN)
                .toBigInteger();
    }

    private static FunctionException invalid(String text) {
        return new FunctionException("time: invalid duration " + Quote.quote(text));
    }

    /** As Go prints it: hours, minutes and seconds, or one smaller unit. */
    static String print(long nanos) {
        if (nanos == 0) {
            return "0s";
        }
        String sign = nanos < 0 ? "-" : "";
        BigInteger size = BigInteger.valueOf(nanos).abs();
        if (size.compareTo(BigInteger.valueOf(1_000_000_000)) < 0) {
            return sign + small(size.longValue());
        }
        BigInteger[] minutes = size.divideAndRemainder(BigInteger.valueOf(60_000_000_000L));
        String seconds = decimal(minutes[1].longValue(), 9) + "s";
        long all = minutes[0].longValue();
        if (all == 0) {
            return sign + seconds;
        }
        return sign + (all >= 60 ? all / 60 + "h" : "") + all % 60 + "m" + seconds;
    }

    private static String small(long nanos) {
        if (nanos < 1_000) {
            return nanos + "ns";
        }
        return nanos < 1_000_000 ? decimal(nanos, 3) + "\u00C2\u00B5s" : decimal(nanos, 6) + "ms";
    }

    private static String decimal(long value, int scale) {
        return BigDecimal.valueOf(value, scale).stripTrailingZeros().toPlainString();
    }
}
