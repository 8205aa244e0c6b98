package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.AzureType;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whoever changes what Flux reads changes the cluster. Sources: Microsoft.KubernetesConfiguration/fluxConfigurations
 * 2025-04-01, azurerm 4 and 5.
 */
final class FluxSourcesMustBeProtected extends BuiltInPolicy<AzureResource> {
    private static final List<AzureProperty> URLS = List.of(
            AzureProperty.arm("gitRepository.url").azurerm("git_repository.url"),
            AzureProperty.arm("bucket.url").azurerm("bucket.url"),
            AzureProperty.arm("azureBlob.url").azurerm("blob_storage.container_id"),
            AzureProperty.arm("ociRepository.url"));

    private static final List<AzureProperty> INSECURE = List.of(
            AzureProperty.arm("bucket.insecure").azurerm("!bucket.tls_enabled").absent(false),
            AzureProperty.arm("ociRepository.insecure").absent(false));

    private static final List<AzureProperty> SECRETS = List.of(
            AzureProperty.arm("bucket.accessKey")
                    .azurerm("bucket.secret_key_base64")
                    .secret(),
            AzureProperty.arm("azureBlob.accountKey")
                    .azurerm("blob_storage.account_key")
                    .secret(),
            AzureProperty.arm("azureBlob.sasToken")
                    .azurerm("blob_storage.sas_token")
                    .secret(),
            AzureProperty.arm("azureBlob.servicePrincipal.clientSecret")
                    .azurerm("blob_storage.service_principal.client_secret")
                    .secret(),
            AzureProperty.arm("azureBlob.servicePrincipal.clientCertificatePassword")
                    .azurerm("blob_storage.service_principal.client_certificate_password")
                    .secret(),
            AzureProperty.arm("configurationProtectedSettings.httpsKey")
                    .azurerm("git_repository.https_key_base64")
                    .secret(),
            AzureProperty.arm("configurationProtectedSettings.sshPrivateKey")
                    .azurerm("git_repository.ssh_private_key_base64")
                    .secret());

    private static final AzureProperty SCOPE = AzureProperty.arm("scope")
            .azurerm("scope")
            .az("az k8s-configuration flux create --scope namespace")
            .absent("cluster")
            .azurermAbsent("namespace");

    private static final Pattern CLEAR = Pattern.compile("(?i)(http|git|ftp)://");
    /** The user of ssh is no secret. */
    private static final Pattern SSH_USER = Pattern.compile("(?i)(ssh://)?[^/:@]+@");

    private static final Parameter<Boolean> NAMESPACE_SCOPE =
            Parameter.flag("requireNamespaceScope", false, "whether a configuration must be limited to its namespace");

    FluxSourcesMustBeProtected() {
        super(
                AzureResource.view("Flux configuration", AzureType.FLUX_CONFIGURATION),
                policy(
                                "cluster/flux-configuration",
                                HIGH,
                                "Flux must read protected sources, and its credentials must not be written down")
                        .fix("use https or ssh, and give credentials by a secure parameter, a Secret or an identity")
                        .parameters(NAMESPACE_SCOPE)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(AzureResource azureResource, Judgement judgement) {
        for (AzureProperty property : URLS) {
            Setting url = azureResource.get(property);
            String address = url.textOrEmpty();
            if (Requirement.holdsCredentials(address)
                    && !SSH_USER.matcher(address).lookingAt()) {
                fail(url.name() + " holds credentials", url, judgement);
            }
            Matcher clear = CLEAR.matcher(address);
            if (clear.lookingAt()) {
                // without the address, which may hold a password
                String message = url.name() + " is read over " + clear.group();
                judgement.add(Observation.violation(
                        url.place(), message + ", which anyone on the way can change: use https or ssh", "transport"));
            }
        }
        for (AzureProperty property : INSECURE) {
            Setting insecure = azureResource.get(property);
            if (insecure.isTrue()) {
                fail(insecure.words() + ": " + insecure.write(false), insecure, judgement);
            }
        }
        for (AzureProperty property : SECRETS) {
            Setting secret = azureResource.get(property);
            if (secret.isWritten()
                    && secret.unresolved() == null
                    && !secret.textOrEmpty().isEmpty()) {
                fail(secret.words(), secret, judgement);
            }
        }
        Setting scope = azureResource.get(SCOPE);
        if (judgement.get(NAMESPACE_SCOPE) && !Demand.isUnknown(scope, judgement) && !scope.is("namespace")) {
            judgement.add(Observation.violation(scope.place(), scope.words() + ": " + scope.write("namespace"), "scope")
                    .withSeverity(LOW));
        }
    }

    private static void fail(String message, Setting at, Judgement judgement) {
        judgement.add(Observation.violation(at.place(), message, at.name()));
    }
}
