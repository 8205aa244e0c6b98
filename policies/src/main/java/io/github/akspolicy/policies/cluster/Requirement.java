package io.github.akspolicy.policies.cluster;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a property must be.
 *
 * @param isMet whether a known value is right
 * @param wanted a right value for the fix, or null when there is not one
 * @param isAnyValue whether every value is right: then an expression that surely has one is right, too
 * @param canBeLeftOut whether what the service takes by itself is right
 * @param mustBeAbsent whether the property must not be there
 * @param unknownWhenAbsent why nothing can be said when the property is absent; empty when something can
 */
public record Requirement(
        BiPredicate<Setting, Judgement> isMet,
        Function<Judgement, @Nullable Object> wanted,
        boolean isAnyValue,
        boolean canBeLeftOut,
        boolean mustBeAbsent,
        String unknownWhenAbsent) {

    /** {@code http://user:password@proxy}, also with a user alone; {@code @} behind the first slash is part of a path. */
    private static final Pattern CREDENTIALS = Pattern.compile("^(?:[A-Za-z][A-Za-z0-9+.-]*://)?[^/?#@]+@");

    private static Requirement of(BiPredicate<Setting, Judgement> isMet, @Nullable Object wanted) {
        return new Requirement(isMet, judgement -> wanted, false, false, false, "");
    }

    public static Requirement isTrue() {
        return of((setting, judgement) -> setting.isTrue(), true);
    }

    public static Requirement isNotTrue() {
        return new Requirement((setting, judgement) -> !setting.isTrue(), judgement -> false, false, true, false, "");
    }

    public static Requirement isNotFalse() {
        return new Requirement((setting, judgement) -> !setting.isFalse(), judgement -> true, false, true, false, "");
    }

    /** One of these words in any case; the first is the fix. */
    public static Requirement is(String... words) {
        return of((setting, judgement) -> Arrays.stream(words).anyMatch(setting::is), words[0]);
    }

    /** The same, and a word that versions of the API before this one have. */
    public Requirement orBefore(String version, String word) {
        return new Requirement(
                (setting, judgement) ->
                        isMet.test(setting, judgement) || setting.is(word) && setting.isOfVersionBefore(version),
                wanted,
                isAnyValue,
                canBeLeftOut,
                mustBeAbsent,
                unknownWhenAbsent);
    }

    /** The same without a fix, where writing the right value is not what helps. */
    public Requirement withoutFix() {
        return new Requirement(isMet, judgement -> null, isAnyValue, canBeLeftOut, mustBeAbsent, unknownWhenAbsent);
    }

    /** One of the words of a setting in any case; the first is the fix. */
    public static Requirement isOneOf(Parameter<? extends Collection<String>> allowed) {
        return new Requirement(
                (setting, judgement) -> judgement.get(allowed).stream().anyMatch(setting::is),
                judgement -> judgement.get(allowed).stream().findFirst().orElse(null),
                false,
                false,
                false,
                "");
    }

    /** There is a value, whatever it is. */
    public static Requirement isSet() {
        return new Requirement(
                (setting, judgement) -> setting.isSet() && !"".equals(setting.text()),
                judgement -> null,
                true,
                false,
                false,
                "");
    }

    /** There is a list with an item. */
    public static Requirement hasItems() {
        return new Requirement(
                (setting, judgement) -> !setting.items().isEmpty(), judgement -> null, true, false, false, "");
    }

    /** An address without user and password; absent is right, too. */
    public static Requirement hasNoCredentials() {
        return of((setting, judgement) -> !holdsCredentials(setting.textOrEmpty()), null);
    }

    /** Whether an address has a user, and perhaps a password, in front of the host. */
    static boolean holdsCredentials(String address) {
        return CREDENTIALS.matcher(address).find();
    }

    public static Requirement isAbsent() {
        return new Requirement((setting, judgement) -> !setting.isSet(), judgement -> null, false, false, true, "");
    }

    /** There is no list, or one without items. */
    public static Requirement isEmpty() {
        return new Requirement(
                (setting, judgement) -> !setting.isSet() || setting.isEmptyList(),
                judgement -> null,
                false,
                false,
                true,
                "");
    }

    /** A whole number up to a setting; absent is right, too. */
    public static Requirement isAtMost(Parameter<Long> most) {
        return new Requirement(
                (setting, judgement) -> {
                    Long value = setting.integer();
                    return !setting.isSet() || value != null && value <= judgement.get(most);
                },
                judgement -> judgement.get(most),
                false,
                false,
                false,
                "");
    }

    /** A whole number from a setting upward. */
    public static Requirement isAtLeast(Parameter<Long> least) {
        return new Requirement(
                (setting, judgement) -> {
                    Long value = setting.integer();
                    return value != null && value >= judgement.get(least);
                },
                judgement -> judgement.get(least),
                false,
                false,
                false,
                "");
    }

    /** The same, but nothing can be said when the property is absent. */
    public Requirement unknownWhenAbsent(String why) {
        return new Requirement(isMet, wanted, isAnyValue, canBeLeftOut, mustBeAbsent, why);
    }
}
