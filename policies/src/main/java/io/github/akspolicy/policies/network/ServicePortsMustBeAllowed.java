package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.AzureCompat;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.network.Service;
import java.util.List;

/** What listens on a port that nobody expects is watched by nobody. */
final class ServicePortsMustBeAllowed extends BuiltInPolicy<Service> {
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedServicePortsList", List.of(), "ports, or ranges such as 4000-5000, that Services may listen on");

    private static final Parameter<Boolean> AZURE_COMPAT = AzureCompat.parameter(
            "an empty list allows no port; a word is compared as text, and a range is what stands in it as 4000-5000");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "network/service-allowed-ports",
                    LOW,
                    "Services must listen on allowed ports only",
                    "use an allowed port")
            .parameters(ALLOWED, AZURE_COMPAT)
            .references(Catalog.MCSB, "PV-2")
            .reference(
                    Catalog.AZURE_POLICY,
                    "233a2a17-77ca-4fb1-9b6b-69223d272a44",
                    "Kubernetes cluster services should listen only on allowed ports")
            .reference(
                    Catalog.AZURE_POLICY,
                    "25dee3db-6ce0-4c02-ab5d-245887b24077",
                    "[Deprecated]: Ensure services listen only on allowed ports in AKS")
            .references(Catalog.KYVERNO, "other/restrict-service-port-range")
            .references(Catalog.AKS_DOCS, "policy-reference");

    ServicePortsMustBeAllowed() {
        super(Service.VIEW, INFO);
    }

    @Override
    public void evaluate(Service service, Judgement judgement) {
        if (service.isOfTheApiServer()) {
            return;
        }
        boolean azure = judgement.get(AZURE_COMPAT);
        for (Field item : service.ports()) {
            Field port = item.get("port");
            if (azure) {
                AllowedPorts.judgeAsAzure(port, judgement.get(ALLOWED), true, judgement);
            } else {
                AllowedPorts.judge(port, ALLOWED, judgement);
            }
        }
    }
}
