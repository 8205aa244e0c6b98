package io.github.akspolicy.run;

import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A policy's documentation page for a console. */
final class PolicyText {
    private final PolicyInfo policy;
    private final List<Reference> references;
    private final List<String> lines = new ArrayList<>();

    private PolicyText(PolicyInfo policy, List<Reference> references) {
        this.policy = policy;
        this.references = references;
    }

    /**
     * The page.
     *
     * @param prose in Markdown, which reads well as it stands; may be empty
     * @param references the rules of standards that it answers
     */
    static List<String> lines(PolicyInfo policy, String prose, List<Reference> references) {
        var text = new PolicyText(policy, references);
        text.head();
        if (!prose.isBlank()) {
            text.lines.add("");
            text.prose(prose);
        }
        text.parameters();
        text.profiles();
        text.references();
        return text.lines;
    }

    /** Paragraphs and items are one line each, which the console wraps; code and tables stay as they are. */
    private void prose(String prose) {
        boolean isCode = false;
        boolean isOpen = false;
        for (String line : prose.strip().lines().toList()) {
            boolean isFence = line.strip().startsWith("```");
            isCode ^= isFence;
            boolean isText = !isCode && !isFence && !line.isBlank() && !line.matches("\\s*([#|>]|    ).*");
            if (isText && isOpen && !line.matches("\\s*([-*]|\\d+\\.) .*")) {
                int last = lines.size() - 1;
                lines.set(last, lines.get(last) + " " + line.strip());
            } else {
                lines.add(line);
            }
            isOpen = isText;
        }
    }

    private void head() {
        lines.add("");
        lines.add(policy.id() + " (" + policy.severity() + "): " + policy.title() + ".");
        lines.add("Fix: " + policy.remediation() + ".");
        if (!policy.formerIds().isEmpty()) {
            lines.add("Formerly: " + String.join(", ", policy.formerIds()));
        }
    }

    private void parameters() {
        if (policy.parameters().isEmpty()) {
            return;
        }
        heading("Parameters");
        for (Parameter<?> parameter : policy.parameters()) {
            lines.add("- " + parameter.name() + ", default " + value(parameter.defaultValue()) + ": "
                    + parameter.description()
                    + (parameter.allowed().isEmpty() ? "" : " (" + String.join(", ", parameter.allowed()) + ")"));
        }
    }

    private static String value(Object value) {
        if (value instanceof Collection<?> values) {
            return values.stream().map(String::valueOf).sorted().collect(Collectors.joining(", ", "[", "]"));
        }
        return value instanceof String text && text.isEmpty() ? "\"\"" : value.toString();
    }

    private void profiles() {
        heading("Profiles");
        lines.add(policy.profiles().keySet().stream()
                .map(profile -> profile.name())
                .collect(Collectors.joining(", ", "", policy.profiles().isEmpty() ? "all" : ", all")));
    }

    private void references() {
        if (references.isEmpty()) {
            return;
        }
        heading("References");
        for (Reference reference : references) {
            lines.add("- " + reference.standard() + ": " + reference.id()
                    + (reference.title().isEmpty() ? "" : ", " + reference.title()));
        }
    }

    private void heading(String heading) {
        lines.add("");
        lines.add("## " + heading);
        lines.add("");
    }
}
