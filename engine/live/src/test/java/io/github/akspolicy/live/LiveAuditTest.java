package io.github.akspolicy.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.akspolicy.configuration.AuditRequest;
import io.github.akspolicy.configuration.Verification;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.Occurrence;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.source.ManifestFile;
import io.github.akspolicy.source.Release;
import io.github.akspolicy.source.ReleaseId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same policies say the same of objects, whether they come from files or from an API server. */
class LiveAuditTest {
    private final MockCluster cluster = new MockCluster();

    @AfterEach
    void stop() {
        cluster.close();
    }

    private static AuditRequest request() {
        return new AuditRequest(null, null, List.of(), false, false, false, false);
    }

    private Evaluation audit(Verification verification, AuditRequest request) throws Exception {
        try (ApiServer server = cluster.connect()) {
            return LiveAudit.audit(server, verification, request, Progress.NONE);
        }
    }

    /** Findings as what they say of what, without lines. */
    private static TreeSet<String> verdicts(Evaluation evaluation) {
        var verdicts = new TreeSet<String>();
        for (Finding finding : evaluation.findings()) {
            for (Occurrence occurrence : finding.occurrences()) {
                verdicts.add(finding.policy().id() + " " + finding.severity() + " "
                        + occurrence.resource().namespace() + "/" + occurrence.resource() + " " + occurrence.fieldPath()
                        + ": " + finding.message());
            }
        }
        evaluation
                .missing()
                .forEach(input -> input.gaps()
                        .forEach(gap -> verdicts.add(gap.policyId() + " unknown "
                                + gap.resource().namespace() + "/" + gap.resource() + ": " + gap.message())));
        return verdicts;
    }

    private record Files(List<ObjectNode> objects) implements Release {
        @Override
        public ReleaseId id() {
            return new ReleaseId("prod", "cluster test", "test");
        }

        @Override
        public void read(Receiver receiver) {
            for (int i = 0; i < objects.size(); i++) {
                receiver.file(ManifestFile.asWritten(
                        "k8s/" + i + ".json", objects.get(i).toString()));
            }
        }
    }

    @Test
    void fiveThousandObjectsGetTheVerdictsOfTheStaticRun() throws Exception {
        Verification verification = Objects.sample("store-insecure");
        List<ObjectNode> release = Objects.of(verification, "prod");
        var all = new ArrayList<ObjectNode>();
        for (int copy = 0; all.size() < 5_000; copy++) {
            for (ObjectNode object : release) {
                ObjectNode one = object.deepCopy();
                ObjectNode metadata = (ObjectNode) one.get("metadata");
                if (metadata.has("namespace")) {
                    metadata.put("namespace", "team-" + copy);
                } else {
                    metadata.put("name", metadata.get("name").asText() + "-" + copy);
                }
                String kind = one.get("kind").asText();
                // Secrets are not read; and of what most clusters have most there is more than one page
                if (copy < 20 ? !kind.equals("Secret") : kind.equals("Deployment") || kind.equals("Role")) {
                    all.add(one);
                }
            }
        }
        all.forEach(cluster::add);

        Evaluation live = audit(verification, request());
        Evaluation files = verification.judge(List.of(new Files(all)), verification.policies(), Progress.NONE);

        assertThat(live.problems()).isEmpty();
        assertThat(live.ledger().releases().get(0).resources()).hasSize(all.size());
        assertThat(verdicts(live)).isEqualTo(verdicts(files)).hasSizeGreaterThan(1_000);
        List<String> pages = cluster.requests().stream()
                .filter(path -> path.contains("/deployments?"))
                .toList();
        assertThat(pages.size()).as("pages of deployments").isGreaterThan(1);
        assertThat(pages.get(0)).isEqualTo("GET /apis/apps/v1/deployments?limit=500");
        assertThat(pages.subList(1, pages.size()))
                .allSatisfy(page -> assertThat(page).contains("?limit=500&continue="));
    }
}
