package io.github.akspolicy.policies.identity;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.identity.WorkloadIdentity.TENANT_ID;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.WorkloadIdentity;
import java.util.List;

/** The webhook knows the cluster's tenant: naming another one is for identities of another tenant, and must be meant. */
final class TenantIdsMustBeExpected extends BuiltInPolicy<Resource> {
    private static final Parameter<String> EXPECTED =
            Parameter.string("expectedTenantId", "", "the tenant that is meant; any when empty");
    private static final Parameter<List<String>> ALLOWED =
            Parameter.strings("allowedTenantIds", List.of(), "further tenants whose identities may be used");

    TenantIdsMustBeExpected() {
        super(
                Resource.ofKinds("service account", "", "ServiceAccount"),
                policy(
                                "identity/tenant-id-annotation",
                                LOW,
                                "tenant-id annotation must be a GUID and only be set for cross-tenant use")
                        .fix("remove the annotation, or set it to the id of the tenant that holds the identity")
                        .parameters(EXPECTED, ALLOWED)
                        .aboutForm()
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource account, Judgement judgement) {
        Field tenant = account.root().at("metadata", "annotations", TENANT_ID);
        if (!tenant.isPresent()) {
            return;
        }
        String id = tenant.stringOr("");
        String expected = judgement.get(EXPECTED);
        if (!WorkloadIdentity.isGuid(id)) {
            judgement.fail(tenant, "annotation " + TENANT_ID + " is not a GUID");
        } else if (!(expected.isEmpty() && judgement.get(ALLOWED).isEmpty())
                && !id.equalsIgnoreCase(expected)
                && judgement.get(ALLOWED).stream().noneMatch(id::equalsIgnoreCase)) {
            judgement.fail(tenant, "annotation " + TENANT_ID + " names another tenant than the expected one");
        }
    }
}
