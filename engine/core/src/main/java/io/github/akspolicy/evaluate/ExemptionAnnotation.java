package io.github.akspolicy.evaluate;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.source.Origin;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An exemption that stands on a workload or its pod template: {@code akspolicy.github.io/exempt.pod.privileged:
 * "until=2027-01-31;owner=team-a;reason=free text"}.
 *
 * @param resource index of the resource in its file or release
 * @param key the annotation's name
 * @param text its value
 * @param origin the line that a person edits
 */
record ExemptionAnnotation(int resource, String key, String text, Origin origin) {
    static final String PREFIX = "akspolicy.github.io/exempt.";

    /** A setting begins at the start or after a semicolon; the text of a reason may hold its own semicolons. */
    private static final Pattern SETTING =
            Pattern.compile("(?:^|;)\\s*(until|owner|reason|kind|approvedBy|ruleVersion)\\s*=");

    /** Those of the object itself and of its pod templates. */
    static List<ExemptionAnnotation> of(int index, Resource resource, Function<Field, Origin> origins) {
        var found = new ArrayList<ExemptionAnnotation>(0);
        collect(index, resource.root(), origins, found);
        for (Field template : resource.podTemplates()) {
            if (!template.isRoot()) {
                collect(index, template, origins, found);
            }
        }
        return found;
    }

    private static void collect(
            int index, Field owner, Function<Field, Origin> origins, List<ExemptionAnnotation> found) {
        for (Field annotation : owner.at("metadata", "annotations").fields()) {
            if (annotation.key().startsWith(PREFIX)) {
                found.add(new ExemptionAnnotation(
                        index, annotation.key(), annotation.textOr(""), origins.apply(annotation)));
            }
        }
    }

    ExemptionAnnotation shifted(int offset) {
        return new ExemptionAnnotation(offset + resource, key, text, origin);
    }

    /** The id it names: {@code pod/privileged}. */
    String policyId() {
        return key.substring(PREFIX.length()).replaceFirst("\\.", "/");
    }

    /** Why it cannot be used, with the mending. */
    static final class InvalidException extends Exception {
        private static final long serialVersionUID = 1L;

        private InvalidException(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }

    /**
     * @param scope the resource it stands on
     * @throws InvalidException when it lacks something or names nothing
     */
    Exemption read(Debt debt, Exemption.Scope scope) throws InvalidException {
        var policy = debt.policies().get(policyId());
        if (policy == null) {
            throw new InvalidException("unknown policy " + policyId() + ": write " + PREFIX + "GROUP.NAME");
        }
        Map<String, String> settings = settings();
        String reason = required(settings, "reason");
        String owner = required(settings, "owner");
        Exemption.Kind kind = kind(settings.get("kind"));
        LocalDate until = date(settings.get("until"));
        Integer ruleVersion = version(settings.get("ruleVersion"));
        if (kind == Exemption.Kind.FALSE_POSITIVE && ruleVersion == null) {
            throw new InvalidException("a false-positive needs ruleVersion=" + policy.ruleVersion());
        }
        if (kind != Exemption.Kind.FALSE_POSITIVE && until == null) {
            throw new InvalidException("\"until\" is missing: write until=YYYY-MM-DD");
        }
        return new Exemption(
                policy.id(),
                kind,
                scope,
                reason,
                owner,
                settings.get("approvedBy"),
                until,
                ruleVersion,
                origin.primary());
    }

    private Map<String, String> settings() throws InvalidException {
        var settings = new LinkedHashMap<String, String>();
        Matcher matcher = SETTING.matcher(text);
        String name = null;
        int start = 0;
        while (matcher.find()) {
            if (name != null) {
                settings.put(name, text.substring(start, matcher.start()).strip());
            } else if (matcher.start() > 0
                    && !text.substring(0, matcher.start()).isBlank()) {
                break;
            }
            name = matcher.group(1);
            start = matcher.end();
            if (settings.containsKey(name)) {
                throw new InvalidException("\"" + name + "\" is written twice");
            }
        }
        if (name == null) {
            throw new InvalidException("write it as \"until=2027-01-31;owner=team-a;reason=free text\"");
        }
        settings.put(name, text.substring(start).strip());
        return settings;
    }

    private static String required(Map<String, String> settings, String name) throws InvalidException {
        String value = settings.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new InvalidException("\"" + name + "\" is missing");
        }
        return value;
    }

    private static Exemption.Kind kind(@Nullable String word) throws InvalidException {
        if (word == null) {
            return Exemption.Kind.RISK_ACCEPTED;
        }
        for (Exemption.Kind kind : Exemption.Kind.values()) {
            if (kind.toString().equals(word.toLowerCase(Locale.ROOT))) {
                return kind;
            }
        }
        throw new InvalidException("\"kind\" is risk-accepted, false-positive or vendor");
    }

    private static @Nullable LocalDate date(@Nullable String text) throws InvalidException {
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException wrong) {
            throw new InvalidException("\"until\" is not a date: write until=YYYY-MM-DD");
        }
    }

    private static @Nullable Integer version(@Nullable String text) throws InvalidException {
        try {
            return text == null ? null : Integer.valueOf(text);
        } catch (NumberFormatException wrong) {
            throw new InvalidException("\"ruleVersion\" is not a whole number");
        }
    }
}
