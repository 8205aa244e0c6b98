package io.github.akspolicy.run;

import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The policies as JSON: an array with one policy on a line. */
final class PolicyListing {
    /** What a terminal obeys, and what turns a line round; only a text can hold it. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

    private PolicyListing() {}

    /** @param on the severity of those that are on, by id */
    static String json(List<PolicyInfo> policies, Map<String, Severity> on) {
        return array(policies.stream().map(policy -> entry(policy, on.get(policy.id()))));
    }

    /** An array with one item on a line. */
    static String array(Stream<? extends Map<String, ?>> items) {
        return items.map(JsonValues::write)
                // a command for a CI system begins with two of these, which only a text can hold
                .map(line -> line.replace("##", "#\\u0023"))
                .map(line -> UNSEEN.matcher(line).replaceAll(found -> escaped(found.group())))
                .collect(Collectors.joining(",\n", "[\n", "\n]"));
    }

    private static String escaped(String unseen) {
        return unseen.chars()
                .mapToObj(unit -> String.format(Locale.ROOT, "\\\\u%04x", unit))
                .collect(Collectors.joining());
    }

    private static Map<String, Object> entry(PolicyInfo policy, @Nullable Severity severity) {
        var entry = new LinkedHashMap<String, Object>();
        entry.put("id", policy.id());
        entry.put("on", severity != null);
        entry.put("severity", (severity == null ? policy.severity() : severity).toString());
        entry.put("title", policy.title());
        entry.put("fix", policy.remediation());
        entry.put(
                "profiles",
                policy.profiles().keySet().stream().map(Profile::name).toList());
        entry.put("documentation", policy.documentation());
        return entry;
    }
}
