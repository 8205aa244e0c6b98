package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Glob;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;

/** Whose tokens the API server takes, beside those of Entra ID. Source: articles/aks/external-identity-provider-authentication-*.md. */
final class TokenIssuersMustBeKnown extends BuiltInPolicy<AzureResource> {
    private static final AzureProperty ISSUER = AzureProperty.arm("issuer.url");
    private static final AzureProperty AUDIENCES = AzureProperty.arm("issuer.audiences");
    private static final AzureProperty USER_RULES = AzureProperty.arm("userValidationRules");

    private static final Parameter<List<String>> ALLOWED = Parameter.strings(
            "allowedIssuers", List.of(), "the addresses of issuers that are right; * stands for any text");

    TokenIssuersMustBeKnown() {
        super(
                AzureResource.view("JWT authenticator", AzureType.JWT_AUTHENTICATOR),
                policy(
                                "cluster/jwt-authenticators",
                                HIGH,
                                "The API server must take tokens of known issuers only (preview)")
                        .fix("remove the authenticator, or allow its issuer")
                        .parameters(ALLOWED)
                        .in(PREVIEW));
    }

    @Override
    public void evaluate(AzureResource azureResource, Judgement judgement) {
        Setting issuer = azureResource.get(ISSUER);
        if (!Demand.isUnknown(issuer, judgement) && !Glob.anyMatches(judgement.get(ALLOWED), issuer.textOrEmpty())) {
            judgement.add(Observation.violation(
                    issuer.place(), issuer.words() + ", which is not in allowedIssuers", "issuer"));
        }
        for (AzureProperty list : List.of(AUDIENCES, USER_RULES)) {
            Setting setting = azureResource.get(list);
            if (!Demand.isUnknown(setting, judgement) && setting.items().isEmpty()) {
                String why = list == AUDIENCES
                        ? ": every token of the issuer is taken"
                        : ": a token may name any user behind the prefix";
                judgement.add(Observation.violation(setting.place(), setting.words() + why, list.toString())
                        .withSeverity(MEDIUM));
            }
        }
    }
}
