package io.github.akspolicy.policies.identity;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policies.base.Patterns;
import io.github.akspolicy.policies.identity.ContainerEnvironment.Source;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.resource.identity.DeclaredSecret;
import java.util.List;
import java.util.Set;

/** The Azure SDKs try these variables before workload identity: a left-over password silently wins. */
final class AzurePasswordsMustNotBeUsed extends BuiltInEnvironmentPolicy<ContainerEnvironment> {
    private static final Set<String> NAMES = Set.of(
            "AZURE_CLIENT_SECRET",
            "AZURE_USERNAME",
            "AZURE_PASSWORD",
            "AZURE_CLIENT_CERTIFICATE_PATH",
            "AZURE_CLIENT_CERTIFICATE_PASSWORD",
            "ARM_CLIENT_SECRET",
            "AAD_CLIENT_SECRET",
            "AZURE_STORAGE_KEY",
            "AZURE_STORAGE_CONNECTION_STRING",
            "AZURE_STORAGE_ACCOUNT_KEY");

    private static final Parameter<List<String>> FORBIDDEN = Parameter.strings(
                    "forbiddenNames",
                    List.of("(?i).*CLIENT_?SECRET$", "(?i).*(STORAGE|ACCOUNT)_?KEY$"),
                    "regular expressions of further names; the whole name must match")
            .checkedBy(Patterns::fault);

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "identity/no-client-secret-env",
                    CRITICAL,
                    "No passwords or client secrets for Azure identities in pods",
                    "remove the variable and let the pod use Entra Workload ID; give the identity a role on the resource")
            .parameters(FORBIDDEN)
            .in(RECOMMENDED, TALK)
            .references(Catalog.MCSB, "IM-3")
            .references(Catalog.AKS_SECURITY_SIMPLIFIED, "Identities over user names and passwords")
            .references(Catalog.KUBE_LINTER, "env-var-secret")
            .references(Catalog.AKS_DOCS, "workload-identity-overview", "concepts-identity");

    AzurePasswordsMustNotBeUsed() {
        super(ContainerEnvironment.INDEX, Set.of(ContainerEnvironment.DECLARED), INFO);
    }

    @Override
    public void evaluate(ContainerEnvironment environment, Indexes indexes, Judgement judgement) {
        List<String> forbidden = judgement.get(FORBIDDEN);
        for (int i = 0; i < environment.names().length; i++) {
            String name = environment.names()[i];
            if (isForbidden(name, forbidden)) {
                judgement.fail(environment.place(i), name + " gives the program a password for Azure");
            } else if (environment.connections().contains(i)) {
                judgement.fail(environment.place(i), name + " is a connection string with a key or password");
            }
        }
        for (Source source : environment.sources()) {
            indexes.get(ContainerEnvironment.DECLARED, DeclaredSecret.key(source.kind(), source.object())).stream()
                    .flatMap(declared -> declared.keys().stream())
                    .map(key -> source.prefix() + key.name())
                    .distinct()
                    .filter(name -> isForbidden(name, forbidden))
                    .filter(name -> !List.of(environment.names()).contains(name))
                    .forEach(name -> judgement.add(Observation.violation(
                            source.place(),
                            "envFrom takes " + name + ", a password for Azure, from the " + source.kind() + " "
                                    + source.object().name(),
                            name)));
        }
    }

    private static boolean isForbidden(String name, List<String> forbidden) {
        return NAMES.contains(name) || Patterns.anyMatchesName(forbidden, name);
    }
}
