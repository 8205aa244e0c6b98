package io.github.akspolicy.conformance.iac;

import io.github.akspolicy.cluster.DefinitionReader;
import io.github.akspolicy.conformance.CaseLines;
import io.github.akspolicy.conformance.Entry;
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
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.source.ClusterRelease;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.Workspace;
import io.github.akspolicy.spi.PolicyProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Files of Bicep as we read them, beside what the compiler made of them: they deploy the same resources, and every policy says
 * the same of both. Where a file names modules of a registry, which its compiled template holds, there is nothing to compare.
 */
final class BicepPairs {
    private static final String SET = "bicep";
    private static final String EQUAL = "equal";

    private final Path folder;
    private final List<ActivePolicy> policies = everyPolicy();

    private BicepPairs(Path folder) {
        this.folder = folder;
    }

    private static List<ActivePolicy> everyPolicy() {
        var active = new ArrayList<ActivePolicy>();
        for (PolicyProvider provider : ServiceLoader.load(PolicyProvider.class)) {
            for (Policy policy : provider.policies()) {
                active.add(ActivePolicy.of(policy));
            }
        }
        return active;
    }

    /**
     * A row for each pair that needs no registry.
     *
     * @param cases the folder of all sets
     * @throws IOException when the pairs cannot be read
     */
    static List<Row> rows(Path cases) throws IOException {
        Path folder = cases.resolve(SET);
        var pairs = new BicepPairs(folder);
        var rows = new ArrayList<Row>();
        for (Field pair : CaseLines.all(folder.resolve("pairs.jsonl"))) {
            if (pair.get("offline").isTrue()) {
                rows.add(pairs.row(pair));
            }
        }
        return rows;
    }

    private Row row(Field pair) throws IOException {
        String path = pair.get("bicep").stringOr("");
        Path bicep = folder.resolve(path);
        Path arm = folder.resolve(pair.get("arm").stringOr(""));
        String reason;
        try {
            reason = new TemplateComparison(folder).difference(bicep, arm);
        } catch (ManifestException broken) {
            throw new IOException(arm + ": " + broken.getMessage(), broken);
        }
        if (reason.isEmpty()) {
            reason = TemplateComparison.first(findings(bicep), findings(arm), "finding");
        }
        boolean isEqual = reason.isEmpty();
        String id = pair.get("id").stringOr("");
        String decided = isEqual ? "" : IacRun.decided(id);
        return new Row(
                SET,
                id,
                pair.get("topic").stringOr(""),
                EQUAL,
                isEqual ? EQUAL : "different",
                path,
                isEqual,
                decided.isEmpty() ? reason : Entry.KNOWN_DIFFERENCE + decided + "; " + reason);
    }

    /** What policies say, without where. */
    private List<String> findings(Path definition) {
        var request = new ClusterRequest(definition, List.of(), ReadLimits.DEFAULT, Workspace.of(folder));
        var release = new ClusterRelease(new ReleaseId("default", "pair", "pair"), request, new DefinitionReader());
        Evaluation evaluation = new Evaluator(policies, Thresholds.DEFAULT, PodTemplates.KNOWN, ReadLimits.DEFAULT, 1)
                .evaluate(List.of(release), Surroundings.NONE.requiringAll("default"), Progress.NONE);
        var said = new ArrayList<String>();
        for (Finding finding : evaluation.findings()) {
            for (Occurrence occurrence : finding.occurrences()) {
                said.add(finding.policy().id() + " of " + occurrence.resource().kind() + " "
                        + TemplateComparison.known(occurrence.resource().name()) + " at " + occurrence.fieldPath()
                        + ": "
                        + TemplateComparison.known(finding.message())
                        + (finding.unknown() == null ? "" : " (unknown)"));
            }
        }
        evaluation
                .problems()
                .forEach(problem -> said.add("problem: " + problem.problem().message()));
        return said.stream().sorted().toList();
    }
}
