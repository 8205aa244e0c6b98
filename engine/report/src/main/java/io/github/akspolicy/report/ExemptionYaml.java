package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Entries of {@code policy-exemptions.yaml} that exempt a finding; reason, owner, approver and end are for the author to change. */
final class ExemptionYaml {
    /** A finding in more places wants an entry with {@code *}, which a person must choose. */
    private static final int MOST = 20;

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9._/-]*");
    private static final Pattern WORD = Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n");
    private static final Pattern KIND = Pattern.compile("[A-Za-z][A-Za-z0-9]*");
    private static final Pattern NAME = Pattern.compile("[^/*]+");

    private final @Nullable LocalDate until;
    private final Set<String> environments;

    /**
     * @param until when it ends, or null where that is not known
     * @param environments all of the evaluation: an entry for all of them names none
     */
    ExemptionYaml(@Nullable LocalDate until, Set<String> environments) {
        this.until = until;
        this.environments = Set.copyOf(environments);
    }

    private record Scope(String kind, String name, String container, String source) {
        static Scope of(Occurrence occurrence) {
            String container = occurrence.container();
            return new Scope(
                    occurrence.resource().kind(),
                    occurrence.resource().name(),
                    container == null ? "" : container.substring(container.lastIndexOf(' ') + 1),
                    occurrence.release().source());
        }

        boolean canBeNamed() {
            return KIND.matcher(kind).matches() && NAME.matcher(name).matches() && !source.isEmpty();
        }
    }

    /**
     * The entries as items of the list {@code exemptions}.
     *
     * @param owners those of the line to edit
     * @return empty where no entry can name what the finding is about
     */
    String of(Finding finding, List<String> owners) {
        Map<Scope, Set<String>> scopes = new LinkedHashMap<>();
        for (Occurrence occurrence : finding.occurrences()) {
            scopes.computeIfAbsent(Scope.of(occurrence), scope -> new LinkedHashSet<>())
                    .add(occurrence.release().environment());
        }
        if (scopes.size() > MOST || !scopes.keySet().stream().allMatch(Scope::canBeNamed)) {
            return "";
        }
        String owner = owners.isEmpty() ? "your-team" : owners.get(0);
        var entries = new ArrayList<String>();
        scopes.forEach((scope, in) -> entries.add(entry(finding.policy().id(), scope, in, owner)));
        return String.join("\n", entries);
    }

    private String entry(String policy, Scope scope, Set<String> in, String owner) {
        var lines = new ArrayList<String>();
        lines.add("  - policy: " + scalar(policy));
        lines.add("    resource: " + scalar(scope.kind() + "/" + scope.name()));
        if (!scope.container().isEmpty()) {
            lines.add("    container: " + scalar(scope.container()));
        }
        lines.add("    source: " + scalar(scope.source()));
        if (!in.containsAll(environments)) {
            lines.add("    environments: ["
                    + String.join(", ", in.stream().map(ExemptionYaml::scalar).toList()) + "]");
        }
        lines.add("    reason: why this is accepted");
        lines.add("    owner: " + scalar(owner));
        lines.add("    approvedBy: who accepts the risk");
        if (until != null) {
            lines.add("    until: " + until);
        }
        return String.join("\n", lines);
    }

    /** A text that YAML reads as this very text. */
    static String scalar(String text) {
        if (PLAIN.matcher(text).matches() && !WORD.matcher(text).matches()) {
            return text;
        }
        var quoted = new StringBuilder("\"");
        for (char character : text.toCharArray()) {
            if (character == '"' || character == '\\') {
                quoted.append('\\').append(character);
            } else if (character >= ' ' && character < 0x7f) {
                quoted.append(character);
            } else {
                quoted.append(String.format("\\u%04x", (int) character));
            }
        }
        return quoted.append('"').toString();
    }
}
