package io.github.akspolicy.policies.network;

import io.github.akspolicy.policy.Fix;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.network.Ingress;
import io.github.akspolicy.resource.network.IngressHttps;
import io.github.akspolicy.resource.network.IngressHttps.Annotation;

/** What the template ingress-https-only of Azure Policy finds. */
final class HttpsTemplate {
    static final String NGINX = "nginx";
    static final String GATEWAY = "azure/application-gateway";
    private static final String NO_TLS = "tls is not set";

    private HttpsTemplate() {}

    /**
     * As ingress-https-only/v1: it knows the class of nginx, and the application gateway by the annotation. Whose hosts an
     * entry of TLS is for does not count. nginx redirects by itself what has TLS and a host.
     */
    static void judge(IngressHttps ingress, String className, Judgement judgement) {
        Annotation annotatedClass = ingress.annotation(Ingress.CLASS_ANNOTATION);
        if (annotatedClass.is(GATEWAY)
                && !ingress.hasTls()
                && ingress.annotation(IngressHttps.GATEWAY_CERTIFICATE).text() == null) {
            judgement.fail(ingress.tlsPlace(), NO_TLS);
        }
        if (!className.equals(NGINX)) {
            return;
        }
        if (!ingress.hasTls()
                && ingress.annotation(IngressHttps.CLIENT_CA).text() == null
                && !ingress.annotation(IngressHttps.PASSTHROUGH).is("true")) {
            judgement.fail(ingress.tlsPlace(), NO_TLS);
        }
        if (!ingress.hasHostsOnly() || ingress.annotation(IngressHttps.REDIRECT).is("false")) {
            requireTrue(ingress.annotation(IngressHttps.FORCE_REDIRECT), judgement);
        }
    }

    private static void requireTrue(Annotation annotation, Judgement judgement) {
        if (!annotation.is("true")) {
            String text = annotation.text() == null ? "not set" : annotation.text();
            judgement.fail(
                    annotation.place(),
                    "annotation " + annotation.key() + " is " + text,
                    Fix.set(annotation.place(), "true"));
        }
    }
}
