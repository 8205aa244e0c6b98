package io.github.akspolicy.resource.workload;

import io.github.akspolicy.resource.Recent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of a resource as the API server reads it: the grammar of apimachinery's {@code resource.Quantity}. */
public final class Quantity {
    /** Longer than any real amount: it bounds the work on hostile input. */
    private static final int MAX_TEXT = 64;

    private static final Pattern GRAMMAR = Pattern.compile(
            "([+-]?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++))(?:([eE][+-]?[0-9]{1,3})|([KMGTPE]i|[numkMGTPE]))?");

    private static final Map<String, BigDecimal> FACTORS = Map.ofEntries(
            Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
            Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
            Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
            Map.entry("k", BigDecimal.ONE.movePointRight(3)),
            Map.entry("M", BigDecimal.ONE.movePointRight(6)),
            Map.entry("G", BigDecimal.ONE.movePointRight(9)),
            Map.entry("T", BigDecimal.ONE.movePointRight(12)),
            Map.entry("P", BigDecimal.ONE.movePointRight(15)),
            Map.entry("E", BigDecimal.ONE.movePointRight(18)),
            Map.entry("Ki", binary(1)),
            Map.entry("Mi", binary(2)),
            Map.entry("Gi", binary(3)),
            Map.entry("Ti", binary(4)),
            Map.entry("Pi", binary(5)),
            Map.entry("Ei", binary(6)));

    private static final Recent<Optional<BigDecimal>> PARSED = new Recent<>(Quantity::read);

    private Quantity() {}

    private static BigDecimal binary(int power) {
        return new BigDecimal(BigInteger.TWO.pow(10 * power));
    }

    /** The amount in base units (cores, bytes), or empty when the API server would refuse the text. */
    public static Optional<BigDecimal> parse(String text) {
        return PARSED.of(text);
    }

    private static Optional<BigDecimal> read(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (text.length() > MAX_TEXT || !matcher.matches()) {
            return Optional.empty();
        }
        String exponent = matcher.group(2);
        String suffix = matcher.group(3);
        String digits = matcher.group(1);
        BigDecimal number = new BigDecimal(exponent == null ? digits : digits + exponent);
        return Optional.of(suffix == null ? number : number.multiply(FACTORS.get(suffix)));
    }
}
