package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Evaluation;
import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.evaluate.LineToEdit;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.source.GeneratedFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What to do first, whatever the severity: what is published works for whoever reads it, until it is changed. */
enum Urgency {
    /** A credential that stands in the repository. */
    CREDENTIAL("change what is published of credentials, then remove it"),
    /** Whoever uses it has the cluster or a node. */
    CONTROL("take away control of the cluster or of a node"),
    /** All else. */
    HARDENING("harden the rest"),
    /** What a tool writes: its author is somewhere else. */
    GENERATED("what tools generate");

    /** Those of which a finding shows the credential itself. */
    private static final Set<String> CREDENTIALS = Set.of(
            "cluster/no-inline-credentials",
            "cluster/proxy-credentials",
            "kubeconfig/exec-args-secret",
            "kubeconfig/no-basic-auth",
            "kubeconfig/no-client-key",
            "kubeconfig/no-static-token",
            "secrets/configmap-secret-data",
            "secrets/inline-secret-data",
            "secrets/plain-annotation",
            "secrets/plain-argument",
            "secrets/plain-env-value",
            "secrets/storage-parameters");

    private static final String ROLES = "rbac";

    private final String words;

    Urgency(String words) {
        this.words = words;
    }

    /** What to do about it. */
    String words() {
        return words;
    }

    static Urgency of(Finding finding) {
        if (GeneratedFile.isRelease(finding.occurrences().get(0).release())) {
            return GENERATED;
        }
        // a placeholder is no credential, and below the threshold is what its author calls minor
        if (finding.unknown() != null || !finding.fails()) {
            return HARDENING;
        }
        if (CREDENTIALS.contains(finding.policy().id())) {
            return CREDENTIAL;
        }
        boolean isCritical = finding.severity() == Severity.CRITICAL;
        return isCritical || finding.policy().group().equals(ROLES) ? CONTROL : HARDENING;
    }

    /** What to begin with, a line for each kind, where findings of several kinds fail; else nothing. */
    static List<String> first(Evaluation evaluation) {
        Map<Urgency, List<LineToEdit>> lines = new EnumMap<>(Urgency.class);
        for (LineToEdit line : evaluation.linesToEdit()) {
            line.findings().stream()
                    .filter(Finding::fails)
                    .map(Urgency::of)
                    .min(Comparator.naturalOrder())
                    .ifPresent(urgency -> lines.computeIfAbsent(urgency, unused -> new ArrayList<>())
                            .add(line));
        }
        boolean isMixed = lines.containsKey(CREDENTIAL) || lines.containsKey(CONTROL);
        var text = new ArrayList<String>();
        if (isMixed && lines.size() > 1) {
            lines.forEach((urgency, found) -> text.add((text.size() + 1) + ". " + urgency.words() + ": "
                    + (found.size() == 1 ? "1 line, " : found.size() + " lines, the first ")
                    + found.get(0).place()));
        }
        return text;
    }
}
