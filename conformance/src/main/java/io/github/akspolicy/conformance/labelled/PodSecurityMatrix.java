package io.github.akspolicy.conformance.labelled;

import io.github.akspolicy.conformance.CaseLines;
import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.conformance.Run;
import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Evaluator;
import io.github.akspolicy.evaluate.Progress;
import io.github.akspolicy.evaluate.Thresholds;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.resource.PodTemplates;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the Pod Security admission says about a file at both levels and in every version: lines {@code {"file",
 * "baseline", "restricted"}} with one letter {@code P} or {@code F} for each version from v1.0 on. Each is judged twice:
 * by the policies of the profile of that level, and by the policy that predicts the admission, in a namespace with that
 * level. The messages of the admission come from the index of labelled cases beside the file, where there is one.
 */
public final class PodSecurityMatrix implements Run {
    private static final List<String> LEVELS = List.of("baseline", "restricted");

    @Override
    public String name() {
        return "pod-security";
    }

    @Override
    public Optional<Path> defaultInput() {
        return Optional.of(Path.of("..", "shared", "conformance", "psa-matrix.jsonl"));
    }

    @Override
    public List<Entry> judge(List<Path> inputs, PrintStream log) throws IOException {
        Map<String, Policy> policies = LabelledCases.knownPolicies();
        var admission = new AdmissionCases(policies);
        var entries = new ArrayList<Entry>();
        for (Path input : inputs) {
            Path file = Files.isDirectory(input) ? input.resolve("psa-matrix.jsonl") : input;
            Path folder = file.resolveSibling("").toAbsolutePath();
            CaseLines.each(file, verdicts -> {
                String name = verdicts.get("file").stringOr("");
                for (String level : LEVELS) {
                    String letters = verdicts.get(level).stringOr("");
                    for (int minor = 0; minor < letters.length(); minor++) {
                        entries.add(judge(policies, folder.resolve(name), name, level, minor, letters.charAt(minor)));
                        entries.add(admission.verdict(
                                folder.resolve(name), name, level, "v1." + minor, letters.charAt(minor)));
                    }
                }
            });
            Path index = file.resolveSibling("index.jsonl");
            if (Files.exists(index)) {
                entries.addAll(admission.messages(index));
            }
        }
        return entries;
    }

    private static Entry judge(
            Map<String, Policy> policies, Path file, String name, String level, int minor, char letter) {
        String version = "v1." + minor;
        String id = name + "@" + level + ":" + version;
        Evaluation evaluation = new Evaluator(
                        Mapping.members(policies, "pss-" + level, "version", version),
                        Thresholds.DEFAULT,
                        PodTemplates.KNOWN,
                        ReadLimits.DEFAULT,
                        1)
                .evaluate(List.of(new CaseFiles(id, List.of(file))), Progress.NONE);
        String expect = letter == 'P' ? "pass" : "fail";
        String actual = evaluation.findings().isEmpty() ? "pass" : "fail";
        String reason = evaluation.findings().stream()
                .findFirst()
                .map(finding -> finding.policy().id() + ": " + finding.message())
                .orElse("no finding");
        if (!evaluation.problems().isEmpty()) {
            actual = "error";
            reason = evaluation.problems().get(0).problem().toString();
        }
        return Entry.covered(id, "psa/" + level, version, expect, actual, actual.equals(expect) ? "" : reason);
    }
}
