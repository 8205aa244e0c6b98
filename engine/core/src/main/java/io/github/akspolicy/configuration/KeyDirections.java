package io.github.akspolicy.configuration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What another value of each key of a configuration does to the gate: whether it lets more pass. A key that is not declared here is
 * one of which any change counts, and a test fails for it: whoever adds a key says what makes the gate weaker.
 *
 * <p>A path is written as in {@code environments.*.kubeVersion} and {@code sources[].values}. What is declared of a key holds for
 * everything below it, unless it is declared to be compared by its meaning.
 */
final class KeyDirections {
    /** When another value lets more pass. */
    enum Direction {
        /** Always, as far as can be known. */
        ANY,
        /** Unless the list has lost entries only: each entry is something that is taken for true, or that fails nothing. */
        FEWER_IS_STRICTER,
        /** Unless the list has got entries only: each entry is something more that is evaluated. */
        MORE_IS_STRICTER,
        /** Unless the number is greater, or the day later, of two that are written. */
        GREATER_IS_STRICTER,
        /** Another class knows the meaning: each key below is declared by itself. */
        BY_MEANING,
        /** Never: what it refuses is an error, which fails. */
        NEVER;

        /** Whether another value lets no more pass. */
        boolean isFine(@Nullable Object before, @Nullable Object now) {
            return Objects.equals(before, now)
                    || switch (this) {
                        case ANY -> false;
                        case FEWER_IS_STRICTER -> contains(before, now);
                        case MORE_IS_STRICTER -> contains(now, before);
                        case GREATER_IS_STRICTER -> isGreater(now, before);
                        case BY_MEANING, NEVER -> true;
                    };
        }

        /** What is not written is not known: the day of a commit, for instance. */
        private static boolean isGreater(@Nullable Object one, @Nullable Object other) {
            if (one instanceof Number number && other instanceof Number smaller) {
                return number.longValue() > smaller.longValue();
            }
            // days compare like their texts
            return one instanceof String text
                    && other instanceof String earlier
                    && DAY.matcher(text).matches()
                    && DAY.matcher(earlier).matches()
                    && text.compareTo(earlier) > 0;
        }

        /** Whether a list has all items of another one. */
        private static boolean contains(@Nullable Object all, @Nullable Object some) {
            return some == null
                    || (all instanceof List<?> list && some instanceof List<?> items && list.containsAll(items));
        }
    }

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern POLICY = Pattern.compile("^policies\\.[^.]+");
    private static final Pattern PARAMETER = Pattern.compile("\\.parameters\\..+$");

    private static final Map<String, Direction> DECLARED = declared();

    private KeyDirections() {}

    private static Map<String, Direction> declared() {
        var keys = new HashMap<String, Direction>();
        // there is one version of the format; what exceeds a limit is an error; both readers of Bicep say the same
        all(keys, Direction.NEVER, "schemaVersion", "limits", "sources[].bicepCompiler");
        // what templates see of a version may decide what they write, so that a newer one is not better
        all(
                keys,
                Direction.BY_MEANING,
                "environments",
                "environments.*.kubeVersion",
                "environments.*.require",
                "require");
        // the namespace is power; the others decide what templates write, or what policies take for true
        all(
                keys,
                Direction.ANY,
                "environments.*.namespace",
                "environments.*.capabilities",
                "environments.*.apiVersions",
                "environments.*.context",
                "context",
                // what is filled in decides what is evaluated
                "environments.*.placeholders",
                "placeholders",
                "principals",
                // where a kind carries pods: a place where there is none hides those that it has elsewhere
                "podTemplates",
                // whose signatures count, and when
                "images");
        // an earlier day hides what has ended since, and fewer days what ends soon
        all(keys, Direction.GREATER_IS_STRICTER, "asOf", "warnDays");
        all(keys, Direction.MORE_IS_STRICTER, "environments.*.variants", "sources[].variants");
        all(keys, Direction.FEWER_IS_STRICTER, "thirdParty");
        // a source, as SourceComparison pairs it with that of the base
        all(
                keys,
                Direction.BY_MEANING,
                "environments.*.cluster",
                "sources",
                "sources[].chart",
                "sources[].manifests",
                "sources[].cluster",
                "sources[].terraform",
                "sources[].vars",
                "sources[].kubeconfig",
                "sources[].name",
                "sources[].environments",
                "sources[].namespace",
                "sources[].values",
                "sources[].parameters",
                "sources[].set",
                "sources[].setString",
                "sources[].setJson",
                "sources[].setFile",
                "sources[].provided",
                "sources[].includeCrds",
                "sources[].testHooks",
                "sources[].firstParty",
                "sources[].include",
                "sources[].exclude");
        // what is evaluated, and what becomes of it: PolicyComparison, PolicyContentComparison, ParameterDirection
        all(
                keys,
                Direction.BY_MEANING,
                "profile",
                "failOn",
                "unknown",
                "policyFiles",
                "policies",
                "policies.*",
                "policies.*.severity",
                "policies.*.parameters",
                "policies.*.parameters.*",
                "policies.*.enforce",
                "policies.*.enforce[].mode",
                "policies.*.enforce[].environments",
                "policies.*.enforce[].from");
        // the content of these files: AcceptedComparison, FileContent
        all(keys, Direction.BY_MEANING, "exemptions", "baseline", "rbacBudget");
        // what they are about and how long they hold; who answers for one exempts nothing by itself
        all(
                keys,
                Direction.BY_MEANING,
                "file exemptions.exemptions",
                "file exemptions.exemptions[].policy",
                "file exemptions.exemptions[].resource",
                "file exemptions.exemptions[].container",
                "file exemptions.exemptions[].namespace",
                "file exemptions.exemptions[].source",
                "file exemptions.exemptions[].environments",
                "file exemptions.exemptions[].kind",
                "file exemptions.exemptions[].until",
                "file exemptions.exemptions[].ruleVersion");
        all(
                keys,
                Direction.NEVER,
                "file exemptions.schemaVersion",
                "file exemptions.exemptions[].reason",
                "file exemptions.exemptions[].owner",
                "file exemptions.exemptions[].approvedBy",
                "file rbacBudget.schemaVersion");
        // everything that is allowed now and was not
        all(keys, Direction.ANY, "file rbacBudget.environments");
        // GateSettings
        all(
                keys,
                Direction.BY_MEANING,
                "gate",
                "gate.annotations",
                "gate.maxDays",
                "gate.exemptionOwners",
                "gate.gateFrom",
                "gate.weakening");
        return Map.copyOf(keys);
    }

    private static void all(Map<String, Direction> keys, Direction direction, String... paths) {
        for (String path : paths) {
            keys.put(path, direction);
        }
    }

    /** Of a key that is not declared, any change counts. */
    static Direction of(String path) {
        Direction declared = declaredOf(normal(path));
        return declared == null ? Direction.ANY : declared;
    }

    /** Whether somebody has said what another value does: of the key, or of one that it is below. */
    static boolean isDeclared(String path) {
        String key = normal(path);
        if (DECLARED.containsKey(key)) {
            return true;
        }
        Direction above = declaredOf(key);
        return above != null && above != Direction.BY_MEANING;
    }

    /** All that is declared. */
    static Map<String, Direction> all() {
        return DECLARED;
    }

    private static String normal(String path) {
        return PARAMETER
                .matcher(POLICY.matcher(path).replaceFirst("policies.*"))
                .replaceFirst(".parameters.*");
    }

    /** Of the key itself, else of the nearest one above it. */
    private static @Nullable Direction declaredOf(String path) {
        for (String key = path; !key.isEmpty(); key = above(key)) {
            Direction direction = DECLARED.get(key);
            if (direction != null) {
                return direction;
            }
        }
        return null;
    }

    private static String above(String path) {
        if (path.endsWith("[]")) {
            return path.substring(0, path.length() - 2);
        }
        return path.substring(0, Math.max(path.lastIndexOf('.'), 0));
    }
}
