package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.identity.SecretProviderClass;
import io.github.akspolicy.resource.identity.WorkloadIdentity;

/** The provider asks this tenant for its token; it knows no other. */
final class TenantsMustBeSet extends BuiltInPolicy<SecretProviderClass> {
    private static final Parameter<String> EXPECTED =
            Parameter.string("expectedTenantId", "", "the tenant of the vaults; any when empty");

    TenantsMustBeSet() {
        super(
                SecretProviderClass.AZURE,
                policy("secrets/tenant-id", MEDIUM, "tenantID must be set to the tenant of the vault")
                        .fix("set tenantID to the id of the tenant that holds the vault")
                        .parameters(EXPECTED)
                        .aboutForm()
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(SecretProviderClass provider, Judgement judgement) {
        Field field = provider.tenant();
        String tenant = provider.text(field.key());
        String expected = judgement.get(EXPECTED);
        String older = provider.text("tenantId");
        if (tenant.isEmpty()) {
            judgement.fail(field, "tenantID is not set");
            return;
        }
        if (tenant.equals("adfs")) {
            if (!provider.text("cloudName").equalsIgnoreCase("AzureStackCloud")) {
                judgement.fail(field, field.key() + " is adfs, which is only for cloudName AzureStackCloud");
            }
        } else if (!WorkloadIdentity.isGuid(tenant)) {
            judgement.fail(field, field.key() + " is not a GUID");
        } else if (!expected.isEmpty() && !tenant.equalsIgnoreCase(expected)) {
            judgement.fail(field, field.key() + " is not the expected tenant");
        }
        if (!field.key().equals("tenantId") && !older.isEmpty() && !older.equalsIgnoreCase(tenant)) {
            judgement.fail(provider.parameter("tenantId"), "tenantId differs from tenantID, which is used");
        }
    }
}
