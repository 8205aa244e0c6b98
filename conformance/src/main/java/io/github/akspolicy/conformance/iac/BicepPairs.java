package io.github.akspolicy.conformance.iac;

import io.github.akspolicy.cluster.DefinitionReader;
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
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.source.ClusterRelease;
import io.github.akspolicy.source.ClusterRequest;
import io.github.akspolicy.source.ReleaseId;
import io.github.akspolicy.source.Workspace;
import io.github.akspolicy.spi.PolicyProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Files of Bicep as we read them, beside what the compiler made of them: they deploy the same resources, and every policy says
 * the same of both. Where a file names modules of a registry, which its compiled template holds, there is nothing to compare.
 */
public final class BicepPairs {
    private static final String SET = "bicep";
    private static final String EQUAL = "equal";

    private final Path folder;
    private final List<ActivePolicy> policies = everyPolicy();

    /** @param folder the one that holds {@code pairs.jsonl} */
    public BicepPairs(Path folder) {
        this.folder = folder;
    }

    private static List<ActivePolicy> everyPolicy() {
        var active = new ArrayList<ActivePolicy>();
        for (PolicyProvider provider : ServiceLoader.load(PolicyProvider.class)) {
            for (Policy policy : provider.policies()) {
                active.add(new ActivePolicy(policy, policy.info().severity(), Parameters.DEFAULTS));
            }
        }
        return active;
    }

    /**
     * A row for each pair that needs no registry: {@code set}, {@code id}, {@code expected}, {@code actual}, {@code at},
     * {@code agrees}, {@code reason}.
     *
     * @throws IOException when the pairs cannot be read
     */
    public List<Map<String, Object>> rows() throws IOException {
        var rows = new ArrayList<Map<String, Object>>();
        for (String line : Files.readAllLines(folder.resolve("pairs.jsonl"))) {
            try {
                Field pair = Field.root(ManifestReader.json(line, ReadLimits.DEFAULT));
                if (pair.get("offline").isTrue()) {
                    rows.add(row(pair));
                }
            } catch (ManifestException broken) {
                throw new IOException("a pair cannot be read: " + broken.getMessage(), broken);
            }
        }
        return rows;
    }

    private Map<String, Object> row(Field pair) throws IOException, ManifestException {
        Path bicep = folder.resolve(pair.get("bicep").stringOr(""));
        Path arm = folder.resolve(pair.get("arm").stringOr(""));
        var comparison = new TemplateComparison(folder);
        String reason = comparison.difference(bicep, arm);
        if (reason.isEmpty()) {
            reason = TemplateComparison.first(findings(bicep), findings(arm), "finding");
        }
        var row = new LinkedHashMap<String, Object>();
        row.put("set", SET);
        row.put("id", pair.get("id").stringOr(""));
        row.put("expected", EQUAL);
        row.put("actual", reason.isEmpty() ? EQUAL : "different");
        row.put("at", pair.get("bicep").stringOr(""));
        row.put("agrees", reason.isEmpty());
        row.put("reason", reason);
        return row;
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
