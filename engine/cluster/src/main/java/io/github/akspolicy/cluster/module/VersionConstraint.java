package io.github.akspolicy.cluster.module;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which versions a call of a module allows (developer.hashicorp.com/terraform/language/expressions/version-constraints). Of
 * releases: a version with a suffix is allowed by no constraint here.
 */
record VersionConstraint(List<Part> parts) {
    private static final Pattern PART = Pattern.compile(" *(=|!=|>=|<=|>|<|~>)? *v?(\\d{1,9}(?:\\.\\d{1,9}){0,2}) *");

    /** One condition; a version that it leaves short is filled with zeros. @param length the numbers that it writes */
    private record Part(String operator, int[] version, int length) {
        boolean allows(int[] other) {
            int order = Arrays.compare(other, version);
            return switch (operator) {
                case "!=" -> order != 0;
                case ">" -> order > 0;
                case ">=" -> order >= 0;
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                // all but the last number that is written stay
                case "~>" ->
                    order >= 0 && Arrays.equals(other, 0, Math.max(0, length - 1), version, 0, Math.max(0, length - 1));
                default -> order == 0;
            };
        }
    }

    /** A constraint as it is written; null when it is none, or names a version with a suffix. */
    static @Nullable VersionConstraint of(String text) {
        var parts = new ArrayList<Part>();
        for (String part : text.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                return null;
            }
            String operator = matcher.group(1);
            int length = matcher.group(2).split("\\.").length;
            parts.add(new Part(operator == null ? "=" : operator, numbers(matcher.group(2)), length));
        }
        return new VersionConstraint(parts);
    }

    private static int[] numbers(String version) {
        return Arrays.copyOf(
                Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray(), 3);
    }

    /** @param version of three numbers */
    boolean allows(String version) {
        int[] numbers = numbers(version);
        return parts.stream().allMatch(part -> part.allows(numbers));
    }
}
