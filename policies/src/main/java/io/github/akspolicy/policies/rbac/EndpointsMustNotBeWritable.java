package io.github.akspolicy.policies.rbac;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;

/** Whoever writes Endpoints sends the traffic of a Service into other namespaces (CVE-2021-25740). */
final class EndpointsMustNotBeWritable extends PowerPolicy {
    private static final PolicyInfo INFO = PolicyInfo.of(
                    "rbac/endpoints-edit",
                    MEDIUM,
                    "Writing Endpoints/EndpointSlices must be restricted (CVE-2021-25740)",
                    "take endpoints and endpointslices out of the rule")
            .in(TALK)
            .reference(
                    Catalog.AZURE_POLICY,
                    "1ddac26b-ed48-4c30-8cc5-3a68c79b8001",
                    "Kubernetes clusters should not allow endpoint edit permissions of ClusterRole/system:aggregate-to-edit")
            .references(Catalog.TRIVY, "KSV-0056")
            .references(Catalog.KYVERNO, "other/restrict-edit-for-endpoints")
            .references(Catalog.GATEKEEPER, "block-endpoint-edit-default-role")
            .references(Catalog.AKS_DOCS, "deployment-safeguards");

    EndpointsMustNotBeWritable() {
        super(INFO, Powers.ENDPOINTS);
    }

    @Override
    boolean insistsOn(String name) {
        return name.equals("system:aggregate-to-edit");
    }
}
