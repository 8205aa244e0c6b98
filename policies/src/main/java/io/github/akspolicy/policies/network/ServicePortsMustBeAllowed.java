package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.AzureCompat;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.network.Service;
import java.util.List;

/** What listens on a port that nobody expects is watched by nobody. */
final class ServicePortsMustBeAllowed extends BuiltInPolicy<Service> {
    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedServicePortsList", List.of(), "ports, or ranges such as 4000-5000, that Services may listen on");

    private static final Parameter<Boolean> AZURE_COMPAT = AzureCompat.parameter(
            "an empty list allows no port; a word is compared as text, and a range is what stands in it as 4000-5000");

    ServicePortsMustBeAllowed() {
        super(
                Service.VIEW,
                policy("network/service-allowed-ports", LOW, "Services must listen on allowed ports only")
                        .fix("use an allowed port")
                        .parameters(ALLOWED, AZURE_COMPAT));
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
