package io.github.akspolicy.policies;

import io.github.akspolicy.evaluate.marks.FindingMark;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.resource.cluster.Notation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * In which notations of Azure the fixtures of a policy show what it finds and what it accepts, and why one of them is missing:
 * {@code notation-examples.yaml}.
 */
final class NotationExamples {
    static final Set<Notation> ASKED = EnumSet.of(Notation.ARM, Notation.AZURERM, Notation.ASO, Notation.AZ);

    private static final Path FILE =
            Path.of("../site/src/main/resources/io/github/akspolicy/site/notation-examples.yaml");
    private static final Set<String> GROUPS = Set.of("cluster", "registry", "vault");
    private static final Pattern ASO = Pattern.compile("(?m)^ *-? *apiVersion: \\S+\\.azure\\.com/v");

    private final String policyId;
    private final Map<String, String> reasons;

    private NotationExamples(String policyId, Map<String, String> reasons) {
        this.policyId = policyId;
        this.reasons = reasons;
    }

    static NotationExamples of(String policyId) {
        return new NotationExamples(
                policyId,
                file().get(policyId).fields().stream()
                        .collect(Collectors.toMap(
                                Field::key, reason -> reason.stringOr(""), (one, other) -> one, TreeMap::new)));
    }

    /** The policies that the data names. */
    static List<String> named() {
        return file().fields().stream().map(Field::key).toList();
    }

    private static Field file() {
        try {
            return Field.root(ManifestReader.yamlDocument(Files.readString(FILE)));
        } catch (IOException | ManifestException e) {
            throw new IllegalStateException(FILE + ": " + e.getMessage(), e);
        }
    }

    /** Whether the policy is about resources of Azure: all of some groups, and of another those with a fixture of that kind. */
    boolean isAsked() {
        String group = policyId.substring(0, policyId.indexOf('/'));
        return GROUPS.contains(group)
                || group.equals("identity")
                        && Fixture.of(policyId).stream()
                                .anyMatch(fixture -> notation(fixture).isPresent());
    }

    /** What is missing, such as {@code violating az}: neither an example nor a reason. */
    List<String> missing() {
        return pairs().stream()
                .filter(pair -> !shown().contains(pair) && reason(pair).isEmpty())
                .toList();
    }

    /** The reasons that an example makes void, and those of nothing that is asked. */
    List<String> needless() {
        return reasons.keySet().stream()
                .filter(named -> {
                    List<String> meant = pairs().stream()
                            .filter(pair -> pair.equals(named) || pair.endsWith(" " + named))
                            .toList();
                    return meant.isEmpty() || meant.stream().anyMatch(shown()::contains);
                })
                .toList();
    }

    private Optional<String> reason(String pair) {
        String notation = pair.substring(pair.indexOf(' ') + 1);
        return Optional.ofNullable(reasons.getOrDefault(pair, reasons.get(notation)));
    }

    private static List<String> pairs() {
        return ASKED.stream()
                .flatMap(notation -> List.of("violating " + notation, "compliant " + notation).stream())
                .toList();
    }

    private Set<String> shown() {
        return Fixture.of(policyId).stream()
                .filter(fixture ->
                        fixture.mustComply() || fixture.marks().stream().anyMatch(this::isFinding))
                .flatMap(fixture -> notation(fixture).stream()
                        .map(notation -> (fixture.mustComply() ? "compliant " : "violating ") + notation))
                .collect(Collectors.toSet());
    }

    private boolean isFinding(FindingMark mark) {
        return mark.kind().equals("finding") && mark.policyId().equals(policyId);
    }

    /** The notation of a case; empty where it has objects of Kubernetes only, or another notation. */
    private static Optional<Notation> notation(Fixture fixture) {
        String text = fixture.text();
        if (!fixture.isDefinition()) {
            return ASO.matcher(text).find() ? Optional.of(Notation.ASO) : Optional.empty();
        }
        if (text.contains("deploymentTemplate.json#")) {
            return Optional.of(text.contains("\"_generator\"") ? Notation.BICEP : Notation.ARM);
        }
        if (text.contains("\"azurerm_")) {
            return Optional.of(Notation.AZURERM);
        }
        return text.contains("\"azapi_") ? Optional.of(Notation.AZAPI) : Optional.of(Notation.AZ);
    }
}
