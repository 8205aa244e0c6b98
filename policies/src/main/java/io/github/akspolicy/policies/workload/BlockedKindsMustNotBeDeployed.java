package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.AzureCompat;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.List;

/** Some kinds are not for those who deploy workloads: they belong to the people who run the cluster. */
final class BlockedKindsMustNotBeDeployed extends BuiltInPolicy<Resource> {
    private static final Parameter<List<String>> BLOCKED = Parameter.strings(
            "blockedKinds",
            List.of(),
            "kinds that must not be deployed: Kind of the core group, group/Kind of others; * stands for any text");

    private static final Parameter<Boolean> AZURE_COMPAT = AzureCompat.parameter("objects of no namespace pass");

    BlockedKindsMustNotBeDeployed() {
        super(
                ViewType.RESOURCE,
                policy("workload/blocked-kinds", MEDIUM, "Blocked kinds must not be deployed")
                        .fix("leave the object to the people who run the cluster")
                        .parameters(BLOCKED, AZURE_COMPAT));
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        String group = resource.id().group();
        String kind = group.isEmpty() ? resource.kind() : group + "/" + resource.kind();
        boolean passes =
                DefaultObjects.include(resource) || judgement.get(AZURE_COMPAT) && resource.namespace() == null;
        if (!passes && Glob.anyMatches(judgement.get(BLOCKED), kind)) {
            judgement.fail(resource.root().get("kind"), "kind is " + kind + ", which is blocked");
        }
    }
}
