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
import io.github.akspolicy.resource.DataTable;
import io.github.akspolicy.resource.identity.DeclaredSecret;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The Azure SDKs try these variables before workload identity: a left-over password silently wins. */
final class AzurePasswordsMustNotBeUsed extends BuiltInEnvironmentPolicy<ContainerEnvironment> {
    private static final Set<String> NAMES =
            DataTable.lines(AzurePasswordsMustNotBeUsed.class, "azure-credentials.txt").stream()
                    .flatMap(line -> Arrays.stream(line.split(" ")))
                    .collect(Collectors.toUnmodifiableSet());

    private static final Parameter<List<String>> FORBIDDEN = Parameter.strings(
                    "forbiddenNames",
                    List.of(
                            "(?i)(.*AZURE.*|(.*[_.-])?(ARM|AAD|MSAL|ENTRA(_?ID)?)_(.*_)?)(CLIENT|APP|APPLICATION|PRINCIPAL)_*(SECRET|PASSWORD)",
                            "(?i).*SERVICE_?PRINCIPAL_*(CLIENT_*)?(SECRET|PASSWORD)",
                            "(?i)(.*AZURE.*(STORAGE|ACCOUNT|ACCESS|BLOB)|.*STORAGE_?ACCOUNT(_?ACCESS)?|.*COSMOS_?DB(_?ACCOUNT)?)_?KEY",
                            "(?i).*AZURE.*STORAGE.*CONNECTION_?STRING"),
                    "regular expressions of further names of credentials for Azure; the whole name must match")
            .checkedBy(Patterns::fault);

    AzurePasswordsMustNotBeUsed() {
        super(
                ContainerEnvironment.INDEX,
                Set.of(ContainerEnvironment.DECLARED),
                policy(
                                "identity/no-client-secret-env",
                                CRITICAL,
                                "No passwords or client secrets for Azure identities in pods")
                        .fix(
                                "remove the variable and let the pod use Entra Workload ID; give the identity a role on the resource")
                        .parameters(FORBIDDEN)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(ContainerEnvironment environment, Indexes indexes, Judgement judgement) {
        List<String> forbidden = judgement.get(FORBIDDEN);
        for (int i = 0; i < environment.names().length; i++) {
            String name = environment.names()[i];
            if (environment.harmless().contains(i)) {
                continue;
            }
            if (isForbidden(name, forbidden) || environment.ofAzure().contains(i)) {
                judgement.fail(environment.place(i), name + " gives the program a password for Azure");
            } else if (environment.connections().contains(i)) {
                judgement.fail(environment.place(i), name + " is a connection string of Azure with a key or password");
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
