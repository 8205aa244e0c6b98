package io.github.akspolicy.policy;

import java.io.Serializable;

/**
 * Who else states the rule.
 *
 * @param catalog who: see {@link Catalog}
 * @param id the id there: an Azure Policy definition id, a PSS control, a CIS recommendation number
 * @param title what it is called there; empty when the id says it
 */
public record Reference(Catalog catalog, String id, String title) implements Serializable {
    /** Where rules are written down, with the word used in docs and SARIF tags. */
    public enum Catalog {
        AZURE_POLICY("Azure Policy"),
        PSS_BASELINE("Pod Security Standards, baseline"),
        PSS_RESTRICTED("Pod Security Standards, restricted"),
        CIS_AKS("CIS AKS Benchmark 1.8"),
        CIS_KUBERNETES("CIS Kubernetes Benchmark 1.12"),
        MCSB("Microsoft cloud security benchmark"),
        DEFENDER("Defender for Containers"),
        PSRULE("PSRule for Azure"),
        AKS_SECURITY_SIMPLIFIED("AKS Security Simplified"),
        AKS_DOCS("AKS documentation"),
        ACR_DOCS("Azure Container Registry documentation"),
        KEY_VAULT_DOCS("Azure Key Vault documentation"),
        KUBERNETES_DOCS("Kubernetes documentation"),
        CHECKOV("Checkov"),
        TRIVY("Trivy"),
        KUBE_LINTER("KubeLinter"),
        KYVERNO("Kyverno"),
        GATEKEEPER("Gatekeeper library");

        private final String words;

        Catalog(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }
}
