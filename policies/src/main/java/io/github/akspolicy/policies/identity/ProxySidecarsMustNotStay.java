package io.github.akspolicy.policies.identity;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.identity.WorkloadIdentity.INJECT_PROXY;
import static io.github.akspolicy.resource.identity.WorkloadIdentity.PROXY_PORT;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;
import java.util.regex.Pattern;

/**
 * The proxy of migrations comes with a privileged init container that runs as root: no policy that looks at the manifest
 * sees it, and a namespace that enforces Pod Security refuses the pod.
 */
final class ProxySidecarsMustNotStay extends BuiltInPolicy<Pod> {
    private static final long DEFAULT_PORT = 8000;
    private static final long MAX_PORT = 65535;
    /** The images that the webhook adds, which an example of the project adds by hand: config/manager of the project. */
    private static final Pattern IMAGES = Pattern.compile("(.*/)?azure/workload-identity/proxy(-init)?");

    private static final Parameter<Boolean> ALLOW = Parameter.flag(
            "allow",
            false,
            "whether the proxy is allowed, during a migration; its settings are evaluated all the same");

    ProxySidecarsMustNotStay() {
        super(
                Pod.VIEW,
                policy("identity/proxy-sidecar", MEDIUM, "The migration proxy sidecar must not stay in place")
                        .fix("move the program to a current Azure SDK and remove the annotation")
                        .parameters(ALLOW)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Pod pod, Judgement judgement) {
        if (!judgement.get(ALLOW)) {
            byHand(pod, judgement);
        }
        Field inject = pod.annotations().get(INJECT_PROXY);
        if (!inject.isWritten()) {
            return;
        }
        if (!judgement.get(ALLOW)) {
            judgement.fail(
                    inject,
                    "annotation " + INJECT_PROXY
                            + " adds a proxy with a privileged init container, whatever its value");
        }
        if (pod.spec().get("hostNetwork").isTrue()) {
            judgement.fail(
                    pod.spec().get("hostNetwork"), "hostNetwork is true, so the webhook refuses the pod's proxy");
        }
        Field setting = pod.annotations().get(PROXY_PORT);
        Field at = setting.isWritten() ? setting : inject;
        long port = setting.isPresent() ? port(setting.stringOr("")) : DEFAULT_PORT;
        if (port < 1 || port > MAX_PORT) {
            judgement.fail(setting, "annotation " + PROXY_PORT + " is not a port");
        } else if (pod.containers().stream()
                .flatMap(container -> container.field().get("ports").items().stream())
                .anyMatch(declared ->
                        Long.valueOf(port).equals(declared.get("containerPort").integer()))) {
            judgement.add(Observation.violation(
                    at.place(), "the proxy listens on port " + port + ", which a container of the pod uses", "port"));
        }
    }

    private static void byHand(Pod pod, Judgement judgement) {
        for (Container container : pod.containers()) {
            if (container
                    .writtenReference()
                    .filter(reference -> IMAGES.matcher(reference.repository()).matches())
                    .isPresent()) {
                judgement.fail(container.image(), "image is the proxy of the migration from AAD pod identity");
            }
        }
    }

    private static long port(String text) {
        return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : -1;
    }
}
