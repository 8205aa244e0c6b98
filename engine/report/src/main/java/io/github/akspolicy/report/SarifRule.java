package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.Reference;
import io.github.akspolicy.policy.Severity;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A policy as a SARIF rule. */
final class SarifRule {
    private SarifRule() {}

    static void write(ActivePolicy policy, JsonOutput json) throws IOException {
        PolicyInfo info = policy.info();
        json.field("id", info.id());
        json.field("name", pascalCase(info.name()));
        if (!info.formerIds().isEmpty()) {
            json.strings("deprecatedIds", info.formerIds());
        }
        json.object("shortDescription", () -> json.field("text", SarifText.sentences(List.of(info.title()))));
        json.object(
                "fullDescription",
                () -> json.field("text", SarifText.sentences(List.of(info.title(), capitalized(info.remediation())))));
        if (info.documentation().startsWith("https://")) {
            json.field("helpUri", info.documentation());
        }
        json.object("help", () -> {
            json.field("text", plainHelp(info, policy.references()));
            json.field("markdown", markdownHelp(info, policy.references()));
        });
        SarifTaxonomies.relationships(policy, json);
        json.object("defaultConfiguration", () -> json.field("level", level(policy.severity())));
        json.object("properties", () -> {
            json.strings("tags", tags(info));
            json.field("precision", "very-high");
            json.field("problem.severity", problemSeverity(policy.severity()));
            json.field("security-severity", securitySeverity(policy.severity()));
        });
    }

    /** {@code SeccompProfile} of {@code seccomp-profile}: SARIF's convention for names of rules. */
    private static String pascalCase(String name) {
        return Arrays.stream(name.split("-")).map(SarifRule::capitalized).collect(Collectors.joining());
    }

    private static String capitalized(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static List<String> tags(PolicyInfo info) {
        // GitHub shows the severity of rules with the tag "security" only
        return Stream.concat(
                        Stream.of("security", "kubernetes", info.group()),
                        info.profiles().keySet().stream().map(Profile::name))
                .distinct()
                .toList();
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "note";
        };
    }

    private static String problemSeverity(Severity severity) {
        return switch (severity) {
            case CRITICAL, HIGH -> "error";
            case MEDIUM -> "warning";
            case LOW, INFO -> "recommendation";
        };
    }

    /** The middle of the range that GitHub translates into the word; it has none for info. */
    private static String securitySeverity(Severity severity) {
        return switch (severity) {
            case CRITICAL -> "9.5";
            case HIGH -> "8.0";
            case MEDIUM -> "5.5";
            case LOW -> "2.5";
            case INFO -> "0.5";
        };
    }

    private static String plainHelp(PolicyInfo info, List<Reference> references) {
        var text = new StringBuilder(SarifText.sentences(List.of(info.title())));
        text.append("\nFix: ").append(SarifText.sentences(List.of(info.remediation())));
        for (Parameter<?> parameter : info.parameters()) {
            text.append("\nParameter ").append(parameter.name()).append(": ").append(parameter.description());
        }
        for (Reference reference : references) {
            text.append("\nSee ").append(named(reference));
        }
        return text.append("\nDocs: ").append(info.documentation()).toString();
    }

    private static String markdownHelp(PolicyInfo info, List<Reference> references) {
        var text = new StringBuilder(SarifText.sentences(List.of(info.title())));
        text.append("\n\n**Fix:** ").append(SarifText.sentences(List.of(info.remediation())));
        if (!info.parameters().isEmpty()) {
            text.append("\n\n**Parameters**\n");
            for (Parameter<?> parameter : info.parameters()) {
                text.append("\n- `").append(parameter.name()).append("`: ").append(parameter.description());
            }
        }
        if (!references.isEmpty()) {
            text.append("\n\n**References**\n");
            for (Reference reference : references) {
                text.append("\n- ").append(named(reference));
            }
        }
        boolean isAddress = info.documentation().startsWith("https://");
        return text.append("\n\n**Docs:** ")
                .append(isAddress ? "<" : "`")
                .append(info.documentation())
                .append(isAddress ? ">" : "`")
                .toString();
    }

    private static String named(Reference reference) {
        String title = reference.title().isEmpty() ? "" : ": " + reference.title();
        return reference.standard() + " " + reference.id() + title;
    }
}
