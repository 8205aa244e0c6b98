package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.resource.Resource;

/** The API server passes requests on to an APIService, with the name of who asked: it must know to whom. */
final class ApiServicesMustVerifyTls extends BuiltInPolicy<Resource> {
    ApiServicesMustVerifyTls() {
        super(
                Resource.ofKinds("API service", "apiregistration.k8s.io", "APIService"),
                policy("workload/api-service-tls", MEDIUM, "APIServices must verify the certificate of their server")
                        .fix("set caBundle, or let cert-manager inject it, and remove insecureSkipTLSVerify")
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource service, Judgement judgement) {
        Field skips = service.root().at("spec", "insecureSkipTLSVerify");
        if (skips.isTrue()) {
            judgement.fail(
                    skips,
                    "insecureSkipTLSVerify is true: whatever answers at the address of the service answers for the API");
        }
    }
}
