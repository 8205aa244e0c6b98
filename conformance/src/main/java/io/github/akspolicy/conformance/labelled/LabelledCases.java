package io.github.akspolicy.conformance.labelled;

import io.github.akspolicy.conformance.CaseLines;
import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.conformance.Run;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.spi.PolicyProvider;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Manifests that other projects label in their own tests, each with one check of theirs and its verdict. */
public final class LabelledCases implements Run {
    /** What the index says of kinds such as OpenShift's: a case of nothing else is not for us. */
    private static final String UNKNOWN_KIND = "not a kind/version of the core Kubernetes API";

    private final Map<String, Policy> policies = knownPolicies();
    private final Mappings mappings = Mappings.read();

    /** Every policy on the class path by its id. */
    public static Map<String, Policy> knownPolicies() {
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
    public Optional<Path> defaultInput() {
        return Optional.of(Path.of("..", "shared", "conformance", "index.jsonl"));
    }

    @Override
    public List<Entry> judge(List<Path> inputs, PrintStream log) throws IOException {
        var entries = new ArrayList<Entry>();
        for (Path index : inputs) {
            Path file = Files.isDirectory(index) ? index.resolve("index.jsonl") : index;
            Path folder = file.resolveSibling("").toAbsolutePath();
            CaseLines.each(file, line -> entries.add(judge(LabelledCase.of(line, folder))));
        }
        Coverage.print(entries, log);
        return entries;
    }

    private Entry judge(LabelledCase labelled) {
        Mapping known = mappings.checks().get(labelled.check());
        Mapping mapping = known == null ? null : known.forCase(labelled.parameters());
        String obstacle = obstacle(labelled, mapping);
        if (mapping == null || !obstacle.isEmpty()) {
            return Entry.uncovered(labelled.id(), labelled.check(), labelled.topic(), labelled.expect(), obstacle);
        }
        var verdict = new CaseVerdict(labelled.expect(), "", false);
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

    private static CaseVerdict verdict(LabelledCase labelled, List<ActivePolicy> active, Mapping mapping) {
        var match = new ConstraintMatch(labelled.match());
        return CaseVerdict.of(
                CaseFiles.of(labelled.id(), labelled.files(), labelled.format()),
                match.selecting(active),
                finding -> counts(finding, labelled, mapping, match));
    }

    private static String explained(String reason, LabelledCase labelled, Mapping mapping) {
        return (mapping.differs().isEmpty() ? "" : Entry.KNOWN_DIFFERENCE + mapping.differs() + "; ")
                + reason
                + (labelled.schema().isEmpty() ? "" : "; the API server refuses the object: " + labelled.schema());
    }

    /** Why a case is not judged; empty when it can be. */
    private String obstacle(LabelledCase labelled, @Nullable Mapping mapping) {
        if (mapping == null) {
            return mappings.topics().get(labelled.topic()).stringOr("no policy corresponds to this check yet");
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
        String unmatched = new ConstraintMatch(labelled.match()).obstacle();
        return unmatched.isEmpty() ? mapping.unsupported(labelled.parameters()) : unmatched;
    }

    private static boolean counts(Finding finding, LabelledCase labelled, Mapping mapping, ConstraintMatch match) {
        return mapping.countsFrom(finding.severity())
                && (mapping.judgesContext()
                        || finding.occurrences().stream()
                                .anyMatch(occurrence -> isJudged(occurrence, labelled, match)));
    }

    private static boolean isJudged(Occurrence occurrence, LabelledCase labelled, ConstraintMatch match) {
        String path = occurrence.origin().primary().path();
        return labelled.context().stream().noneMatch(file -> file.toString().equals(path))
                && match.matches(occurrence.resource());
    }
}
