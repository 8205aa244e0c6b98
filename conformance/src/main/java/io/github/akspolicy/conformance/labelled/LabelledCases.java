package io.github.akspolicy.conformance.labelled;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.conformance.Run;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Surroundings;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.CommonParameters;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.resource.LabelSelector;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.ResourceId;
import io.github.akspolicy.spi.PolicyProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Manifests that other projects label in their own tests, each with one check of theirs and its verdict. */
public final class LabelledCases implements Run {
    /** What the index says of kinds such as OpenShift's: a case of nothing else is not for us. */
    private static final String UNKNOWN_KIND = "not a kind/version of the core Kubernetes API";
    /** What of a constraint's {@code spec.match} is applied. */
    private static final Set<String> MATCHED =
            Set.of("kinds", "namespaces", "excludedNamespaces", "labelSelector", "source");

    /** OpenShift's own kind of Deployment: many cases are about one. */
    private static final PodTemplates POD_TEMPLATES =
            PodTemplates.KNOWN.with("apps.openshift.io", "DeploymentConfig", "spec.template", true);

    private final Map<String, Policy> policies = knownPolicies();
    private final Map<String, Mapping> mappings;
    private final Field topics;

    public LabelledCases() {
        try (InputStream text = LabelledCases.class.getResourceAsStream("mappings.yaml")) {
            if (text == null) {
                throw new IllegalStateException("mappings.yaml is missing from the class path");
            }
            Field root =
                    Field.root(ManifestReader.yamlDocument(new String(text.readAllBytes(), StandardCharsets.UTF_8)));
            mappings = Mapping.of(root);
            topics = root.get("topics");
        } catch (IOException | ManifestException e) {
            throw new IllegalStateException("mappings.yaml cannot be read", e);
        }
    }

    /** Every policy on the class path by its id. */
    static Map<String, Policy> knownPolicies() {
        Map<String, Policy> known = new TreeMap<>();
        for (PolicyProvider provider : ServiceLoader.load(PolicyProvider.class)) {
            provider.policies().forEach(policy -> known.put(policy.info().id(), policy));
        }
        return known;
    }

    @Override
    public String name() {
        return "conformance";
    }

    @Override
    public String parameter() {
        return "aks-policy.conformance";
    }

    @Override
    public Optional<Path> defaultInput() {
        return Optional.of(Path.of("..", "shared", "conformance", "index.jsonl"));
    }

    @Override
    public List<Entry> judge(List<Path> inputs, PrintStream log) throws IOException {
        var entries = new ArrayList<Entry>();
        for (Path index : inputs) {
            Path file = Files.isDirectory(index) ? index.resolve("index.jsonl") : index;
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                if (!line.isBlank()) {
                    entries.add(judge(read(line, file, number)));
                }
            }
        }
        Coverage.print(entries, log);
        return entries;
    }

    private static LabelledCase read(String line, Path file, int number) throws IOException {
        try {
            Path folder = file.resolveSibling("").toAbsolutePath();
            return LabelledCase.of(Field.root(ManifestReader.json(line, ReadLimits.DEFAULT)), folder);
        } catch (ManifestException | IllegalArgumentException e) {
            throw new IOException(file + ":" + number + ": " + e.getMessage(), e);
        }
    }

    private Entry judge(LabelledCase labelled) {
        Mapping known = mappings.get(labelled.check());
        Mapping mapping = known == null ? null : known.forCase(labelled.parameters());
        String obstacle = obstacle(labelled, mapping);
        if (mapping == null || !obstacle.isEmpty()) {
            return Entry.uncovered(labelled.id(), labelled.check(), labelled.topic(), labelled.expect(), obstacle);
        }
        Verdict verdict = new Verdict(labelled.expect(), "", false);
        for (List<ActivePolicy> active : mapping.alternatives(policies, labelled.parameters())) {
            if (verdict.actual().equals(labelled.expect())) {
                verdict = verdict(labelled, active, mapping);
            }
        }
        if (!verdict.judged() && labelled.schema().contains(UNKNOWN_KIND)) {
            return Entry.uncovered(
                    labelled.id(), labelled.check(), labelled.topic(), labelled.expect(), labelled.schema());
        }
        return Entry.covered(
                labelled.id(),
                labelled.check(),
                labelled.topic(),
                labelled.expect(),
                verdict.actual(),
                verdict.actual().equals(labelled.expect()) ? "" : explained(verdict.reason(), labelled, mapping));
    }

    /** @param judged whether any resource of the case was one for these policies */
    private record Verdict(String actual, String reason, boolean judged) {}

    private static Verdict verdict(LabelledCase labelled, List<ActivePolicy> active, Mapping mapping) {
        Evaluation evaluation = evaluate(labelled, active);
        String actual = "pass";
        String reason = "no finding";
        for (Finding finding : evaluation.findings()) {
            if (counts(finding, labelled, mapping) && !actual.equals("fail")) {
                actual = finding.unknown() == null ? "fail" : "unknown";
                reason = finding.policy().id() + ": " + finding.message();
            }
        }
        // a violation stands, whatever else could not be read
        if (!evaluation.problems().isEmpty() && !actual.equals("fail")) {
            actual = "error";
            reason = evaluation.problems().get(0).problem().toString();
        }
        boolean judged = evaluation.ledger().releases().stream()
                .flatMap(release -> release.policies().values().stream())
                .anyMatch(policy -> policy.judgedCount() > 0);
        return new Verdict(actual, reason, judged);
    }

    private static String explained(String reason, LabelledCase labelled, Mapping mapping) {
        return (mapping.differs().isEmpty() ? "" : Entry.KNOWN_DIFFERENCE + mapping.differs() + "; ")
                + reason
                + (labelled.schema().isEmpty() ? "" : "; the API server refuses the object: " + labelled.schema());
    }

    /** Why a case is not judged; empty when it can be. */
    private String obstacle(LabelledCase labelled, @Nullable Mapping mapping) {
        if (mapping == null) {
            return topics.get(labelled.topic()).stringOr("no policy corresponds to this check yet");
        }
        if (!mapping.unmapped().isEmpty()) {
            return mapping.unmapped();
        }
        if (!labelled.semantics().isEmpty()) {
            return "the label is right for that check only: " + labelled.semantics();
        }
        if (!CaseFiles.FORMATS.contains(labelled.format())) {
            return "format " + labelled.format() + " is not read";
        }
        for (Field part : labelled.match().fields()) {
            if (!MATCHED.contains(part.key())) {
                return "the constraint chooses by " + part.key() + ", which is not applied here";
            }
        }
        return mapping.unsupported(labelled.parameters());
    }

    private static Evaluation evaluate(LabelledCase labelled, List<ActivePolicy> active) {
        Field selector = labelled.match().get("labelSelector");
        List<ActivePolicy> selecting = active.stream()
                .map(policy -> selector.isPresent()
                        ? new ActivePolicy(
                                policy.policy(),
                                policy.severity(),
                                policy.parameters().with(CommonParameters.LABEL_SELECTOR, LabelSelector.of(selector)))
                        : policy)
                .toList();
        return new Evaluator(selecting, Thresholds.DEFAULT, POD_TEMPLATES, ReadLimits.DEFAULT, 1)
                .evaluate(
                        List.of(CaseFiles.of(labelled.id(), labelled.files(), labelled.format())),
                        Surroundings.NONE.requiringAll(CaseFiles.NAMESPACE),
                        Progress.NONE);
    }

    private static boolean counts(Finding finding, LabelledCase labelled, Mapping mapping) {
        return mapping.countsFrom(finding.severity())
                && (mapping.judgesContext()
                        || finding.occurrences().stream().anyMatch(occurrence -> isJudged(occurrence, labelled)));
    }

    private static boolean isJudged(Occurrence occurrence, LabelledCase labelled) {
        String path = occurrence.origin().primary().path();
        return labelled.context().stream().noneMatch(file -> file.toString().equals(path))
                && matches(occurrence.resource(), labelled.match());
    }

    /** Applies a constraint's {@code spec.match} as Gatekeeper does: {@link #MATCHED}, where namespaces may have a star. */
    private static boolean matches(ResourceId resource, Field match) {
        List<Field> kinds = match.get("kinds").items();
        boolean kindMatches = kinds.isEmpty()
                || kinds.stream()
                        .anyMatch(entry -> contains(entry.get("apiGroups"), resource.group())
                                && contains(entry.get("kinds"), resource.kind()));
        String namespace = resource.namespace();
        List<String> namespaces = match.get("namespaces").strings();
        return kindMatches
                && (namespace == null
                        || (namespaces.isEmpty() || Glob.anyMatches(namespaces, namespace))
                                && !Glob.anyMatches(
                                        match.get("excludedNamespaces").strings(), namespace));
    }

    private static boolean contains(Field list, String value) {
        return list.strings().contains("*") || list.strings().contains(value);
    }
}
