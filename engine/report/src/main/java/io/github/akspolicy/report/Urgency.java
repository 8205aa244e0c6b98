package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.Finding;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.source.GeneratedFile;
import java.util.Set;

/** What to do first, whatever the severity: what is published works for whoever reads it, until it is changed. */
enum Urgency {
    /** A credential that stands in the repository. */
    CREDENTIAL("published credentials: change them, then remove them"),
    /** Whoever uses it has the cluster or a node. */
    CONTROL("control of the cluster or of a node"),
    /** All else. */
    HARDENING("hardening"),
    /** What a tool writes: its author is somewhere else. */
    GENERATED("files that a tool generates");

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

    /** What it is about. */
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
}
