package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.AzureCompat;
import io.github.akspolicy.policies.base.BuiltInEnvironmentPolicy;
import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Index;
import io.github.akspolicy.policy.Indexes;
import io.github.akspolicy.policy.InputKind;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.network.Ingress;
import io.github.akspolicy.resource.network.IngressHttps;
import io.github.akspolicy.resource.network.IngressHttps.Annotation;
import java.util.List;
import java.util.Set;

/** Over HTTP everybody on the way reads along and may change what they read. */
final class IngressesMustUseHttpsOnly extends BuiltInEnvironmentPolicy<IngressHttps> {
    private static final Index<Place, IngressHttps> INGRESSES =
            new Index<>("HTTPS of Ingresses", Ingress.VIEW.kinds(), IngressHttps::of, IngressHttps::classPlace);
    private static final Set<String> LIKE_NGINX = Set.of(HttpsTemplate.NGINX, "webapprouting.kubernetes.azure.com");
    private static final Set<String> APPLICATION_GATEWAY = Set.of("azure-application-gateway", HttpsTemplate.GATEWAY);

    private static final Parameter<String> DEFAULT_CLASS = Parameter.string(
            "defaultIngressClass",
            "webapprouting.kubernetes.azure.com",
            "the class of an Ingress that names none, where no IngressClass of the environment is the default");
    private static final Parameter<Boolean> REQUIRE_REDIRECT =
            Parameter.flag("requireRedirect", true, "whether HTTP must be redirected");
    private static final Parameter<Boolean> AZURE = AzureCompat.parameter(
            "the class nginx, and the application gateway where the annotation names it; the hosts of TLS do not count");

    IngressesMustUseHttpsOnly() {
        super(
                INGRESSES,
                Set.of(IngressClasses.DEFAULTS),
                policy("network/ingress-https-only", HIGH, "Ingresses must use HTTPS only")
                        .fix("give the Ingress spec.tls for each host, and redirect HTTP")
                        .parameters(DEFAULT_CLASS, REQUIRE_REDIRECT, AZURE)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(IngressHttps ingress, Indexes indexes, Judgement judgement) {
        if (judgement.get(AZURE)) {
            HttpsTemplate.judge(ingress, IngressClasses.effective(ingress.className(), indexes, ""), judgement);
            return;
        }
        String className = IngressClasses.effective(ingress.className(), indexes, judgement.get(DEFAULT_CLASS));
        if (APPLICATION_GATEWAY.contains(className)) {
            judgeGateway(ingress, judgement);
            return;
        }
        if (ingress.hasTls()) {
            ingress.hostsWithoutTls().forEach(host -> judgement.fail(host, "no entry of tls is for this host"));
        } else if (ingress.annotation(IngressHttps.VAULT_CERTIFICATE).text() == null) {
            judgement.fail(ingress.tlsPlace(), "tls is not set");
        }
        if (judgement.get(REQUIRE_REDIRECT)) {
            judgeRedirect(ingress, className, judgement);
        }
    }

    /**
     * The application gateway listens to HTTP for a rule that has no certificate, and where ssl-redirect asks for a redirect:
     * once HTTPS is configured, port 80 is closed without one (processIngressRuleWithTLS in pkg/appgw/ingress_rules.go of
     * Azure/application-gateway-kubernetes-ingress). The certificate is that of the entry which lists the rule's host, or of
     * one for all hosts, else that which the annotation names.
     */
    private static void judgeGateway(IngressHttps ingress, Judgement judgement) {
        if (ingress.annotation(IngressHttps.GATEWAY_CERTIFICATE).text() != null) {
            return;
        }
        if (!ingress.hasTls()) {
            judgement.fail(ingress.tlsPlace(), "tls is not set: the application gateway serves HTTP");
            return;
        }
        ingress.hostsWithoutExactTls()
                .forEach(host -> judgement.fail(
                        host, "no entry of tls lists this host, so the application gateway serves it over HTTP"));
        ingress.secretsWithoutName()
                .forEach(secret -> judgement.fail(secret, "secretName is not set, and no other certificate is named"));
    }

    private static void judgeRedirect(IngressHttps ingress, String className, Judgement judgement) {
        Annotation force = ingress.annotation(IngressHttps.FORCE_REDIRECT);
        if (!LIKE_NGINX.contains(className)) {
            judgement.unknown(
                    ingress.classPlace(),
                    InputKind.SETTINGS,
                    "whether the class " + className + " redirects HTTP is not known");
        } else if (!force.is("true")) {
            for (Annotation annotation : List.of(force, ingress.annotation(IngressHttps.REDIRECT))) {
                if (annotation.is("false")) {
                    judgement.fail(
                            annotation.place(),
                            "annotation " + annotation.key() + " is false: HTTP is not redirected",
                            Fix.set(annotation.place(), "true"));
                }
            }
        }
    }
}
