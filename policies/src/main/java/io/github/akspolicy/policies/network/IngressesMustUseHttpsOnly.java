package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Reference.Catalog;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.network.Ingress;
import java.util.List;
import java.util.Set;

/** Over HTTP everybody on the way reads along and may change what they read. */
public final class IngressesMustUseHttpsOnly extends BuiltInPolicy<Ingress> {
    private static final String FORCE_REDIRECT = "nginx.ingress.kubernetes.io/force-ssl-redirect";
    private static final String REDIRECT = "nginx.ingress.kubernetes.io/ssl-redirect";
    private static final String GATEWAY_REDIRECT = "appgw.ingress.kubernetes.io/ssl-redirect";
    private static final String VAULT_CERTIFICATE = "kubernetes.azure.com/tls-cert-keyvault-uri";
    private static final String NGINX = "nginx";
    private static final Set<String> LIKE_NGINX = Set.of(NGINX, "webapprouting.kubernetes.azure.com");
    private static final Set<String> APPLICATION_GATEWAY =
            Set.of("azure-application-gateway", "azure/application-gateway");

    private static final Parameter<String> DEFAULT_CLASS = Parameter.string(
            "defaultIngressClass", "webapprouting.kubernetes.azure.com", "the class of an Ingress that names none");
    private static final Parameter<Boolean> REQUIRE_REDIRECT =
            Parameter.flag("requireRedirect", true, "whether HTTP must be redirected");
    private static final Parameter<Boolean> AZURE = Parameter.flag(
            "azureCompat",
            false,
            "whether only what Azure Policy judges is judged: the classes nginx and application gateway");

    private static final PolicyInfo INFO = PolicyInfo.of(
                    "network/ingress-https-only",
                    HIGH,
                    "Ingresses must use HTTPS only",
                    "give the Ingress spec.tls for each host, and redirect HTTP")
            .parameters(DEFAULT_CLASS, REQUIRE_REDIRECT, AZURE)
            .in(RECOMMENDED, TALK, CIS)
            .reference(
                    Catalog.AZURE_POLICY,
                    "1a5b4dca-0b6f-4cf5-907c-56316bc1bf3d",
                    "Kubernetes clusters should be accessible only over HTTPS")
            .reference(
                    Catalog.AZURE_POLICY,
                    "2fbff515-eecc-4b7e-9b63-fcc7138b7dc3",
                    "[Deprecated]: Enforce HTTPS ingress in AKS")
            .references(Catalog.CIS_AKS, "5.4.5")
            .references(Catalog.KYVERNO, "other/require-ingress-https", "other/ingress-host-match-tls")
            .references(Catalog.GATEKEEPER, "httpsonly")
            .references(Catalog.AKS_DOCS, "app-routing-dns-ssl", "concepts-network-ingress");

    public IngressesMustUseHttpsOnly() {
        super(Ingress.VIEW, INFO);
    }

    @Override
    public void evaluate(Ingress ingress, Judgement judgement) {
        boolean azure = judgement.get(AZURE);
        String className = ingress.className().stringOr(azure ? "" : judgement.get(DEFAULT_CLASS));
        if (azure && !className.equals(NGINX) && !APPLICATION_GATEWAY.contains(className)) {
            return;
        }
        if (ingress.tls().isEmpty()) {
            if (!ingress.annotation(VAULT_CERTIFICATE).isPresent()) {
                judgement.fail(ingress.spec().get("tls"), "tls is not set");
            }
        } else {
            for (Field rule : ingress.rules()) {
                Field host = rule.get("host");
                if (host.isPresent() && !ingress.hasTlsFor(host.stringOr(""))) {
                    judgement.fail(host, "no entry of tls is for this host");
                }
            }
        }
        if (azure) {
            judgeAsAzure(ingress, className, judgement);
        } else if (judgement.get(REQUIRE_REDIRECT)) {
            judgeRedirect(ingress, className, judgement);
        }
    }

    private static void judgeRedirect(Ingress ingress, String className, Judgement judgement) {
        Field force = ingress.annotation(FORCE_REDIRECT);
        Field redirect = ingress.annotation(REDIRECT);
        if (APPLICATION_GATEWAY.contains(className)) {
            requireTrue(ingress.annotation(GATEWAY_REDIRECT), judgement);
        } else if (!LIKE_NGINX.contains(className)) {
            judgement.unknown(
                    ingress.className(),
                    UnknownCause.INPUT,
                    "whether the class " + className + " redirects HTTP is not known");
        } else if (!"true".equals(force.textOr(""))) {
            for (Field annotation : List.of(force, redirect)) {
                if ("false".equals(annotation.textOr(""))) {
                    judgement.fail(annotation, "annotation " + annotation.key() + " is false: HTTP is not redirected");
                }
            }
        }
    }

    /** nginx redirects by itself the hosts that have TLS; a rule for every host has none to redirect. */
    private static void judgeAsAzure(Ingress ingress, String className, Judgement judgement) {
        boolean everyRuleHasAHost =
                ingress.rules().stream().allMatch(rule -> rule.get("host").isPresent());
        if (className.equals(NGINX) && !everyRuleHasAHost) {
            requireTrue(ingress.annotation(FORCE_REDIRECT), judgement);
        }
    }

    private static void requireTrue(Field annotation, Judgement judgement) {
        if (!"true".equals(annotation.textOr(""))) {
            judgement.fail(annotation, "annotation " + annotation.key() + " is " + annotation.textOr("not set"));
        }
    }
}
