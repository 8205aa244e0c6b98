package io.github.akspolicy.conformance.labelled;

import io.github.akspolicy.conformance.CaseLines;
import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.resource.PodTemplates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares the policy that predicts the Pod Security admission with what upstream's admission says, word for word. */
final class AdmissionCases {
    private static final String POLICY = "workload/psa-admission";
    private static final String PASS = "pass";

    private final ActivePolicy policy;

    AdmissionCases(Map<String, Policy> known) {
        Policy found = known.get(POLICY);
        if (found == null) {
            throw new IllegalArgumentException("no policy " + POLICY);
        }
        this.policy = ActivePolicy.of(found);
    }

    /** Whether a file is refused in a namespace that enforces a level in a version. */
    Entry verdict(Path file, String name, String level, String version, char letter) {
        String message = message(file, level, version);
        String expect = letter == 'P' ? PASS : "fail";
        String actual = message.equals(PASS) ? PASS : message.startsWith("violates PodSecurity ") ? "fail" : "error";
        String id = name + "@" + level + ":" + version + "#admission";
        return Entry.covered(
                id, "psa-admission/" + level, version, expect, actual, actual.equals(expect) ? "" : message);
    }

    /**
     * The messages that an index of labelled cases quotes: {@code expectDetail.messages}, each for some versions.
     *
     * @throws IOException when the index cannot be read
     */
    List<Entry> messages(Path index) throws IOException {
        var entries = new ArrayList<Entry>();
        Path folder = index.resolveSibling("").toAbsolutePath();
        CaseLines.each(index, labelled -> {
            String check = labelled.get("check").stringOr("");
            if (check.startsWith("psa/")) {
                String level = check.substring("psa/".length());
                Path file = folder.resolve(labelled.get("files").strings().get(0));
                for (Field quoted : labelled.at("expectDetail", "messages").items()) {
                    for (String version : quoted.get("versions").strings()) {
                        String expect = "violates PodSecurity \"" + level + ":" + version + "\": "
                                + quoted.get("message").stringOr("");
                        String id = labelled.get("id").stringOr("") + "@" + version + "#message";
                        entries.add(Entry.covered(
                                id, "psa-message/" + level, version, expect, message(file, level, version), ""));
                    }
                }
            }
        });
        return entries;
    }

    private String message(Path file, String level, String version) {
        String namespace = """
                apiVersion: v1
                kind: Namespace
                metadata:
                  name: %s
                  labels:
                    pod-security.kubernetes.io/enforce: %s
                    pod-security.kubernetes.io/enforce-version: %s
                """.formatted(CaseFiles.NAMESPACE, level, version);
        Evaluation evaluation = new Evaluator(
                        List.of(policy), Thresholds.DEFAULT, PodTemplates.KNOWN, ReadLimits.DEFAULT, 1)
                .evaluate(
                        List.of(new CaseFiles(file.toString(), List.of(file), namespace, "kubernetes")), Progress.NONE);
        if (!evaluation.problems().isEmpty()) {
            return evaluation.problems().get(0).problem().toString();
        }
        return evaluation.findings().isEmpty()
                ? PASS
                : evaluation.findings().get(0).message();
    }
}
