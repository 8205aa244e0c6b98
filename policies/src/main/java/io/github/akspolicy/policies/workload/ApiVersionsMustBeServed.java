package io.github.akspolicy.policies.workload;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ServedApi;
import io.github.akspolicy.resource.ViewType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The API server refuses what it no longer serves: the release fails at the first upgrade of the cluster. */
final class ApiVersionsMustBeServed extends BuiltInPolicy<Resource> {
    private static final Parameter<String> VERSION = Parameter.string(
            "kubernetesVersion",
            "",
            "version of the cluster, such as 1.33; when empty that of the environment, else the newest. What a later version removes is low, what a later"
                    + " version brings is a finding");

    ApiVersionsMustBeServed() {
        super(
                ViewType.RESOURCE,
                policy("workload/deprecated-api", MEDIUM, "API versions must be served by the cluster")
                        .fix("use the API version that replaces it, and adapt the fields that changed")
                        .parameters(VERSION)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource resource, Judgement judgement) {
        String apiVersion = resource.id().apiVersion();
        String kind = resource.id().kind();
        String version = judgement.get(VERSION);
        int minor = version.isEmpty() ? judgement.kubernetesMinor().orElse(Integer.MAX_VALUE) : minor(version);
        ServedApi api = ServedApi.of(apiVersion, kind).orElse(null);
        if (api == null) {
            if (ServedApi.isServedByNone(apiVersion, kind)) {
                String which = "in which no Kubernetes up to 1." + ServedApi.NEWEST + " serves a kind " + kind;
                judgement.add(found(resource, which, kind));
            }
        } else if (api.since() > minor) {
            judgement.add(found(resource, "which Kubernetes serves from 1." + api.since() + " on", ""));
        } else if (api.removedIn() != 0) {
            Observation removed = found(resource, "which Kubernetes removed in 1." + api.removedIn(), kind);
            judgement.add(api.isServedBy(minor) ? removed.withSeverity(LOW) : removed);
        }
    }

    /**
     * @param kind the kind whose current API version replaces this one; empty when nothing does
     */
    private static Observation found(Resource resource, String what, String kind) {
        String apiVersion = resource.id().apiVersion();
        String use = ServedApi.current(apiVersion, kind)
                .map(current -> ": use " + current)
                .orElse("");
        return Observation.violation(
                resource.root().get("apiVersion").place(), "apiVersion is " + apiVersion + ", " + what + use, "");
    }

    private static int minor(String version) {
        Matcher matcher = Pattern.compile("v?1\\.([0-9]{1,4})(?:\\..*)?").matcher(version);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("kubernetesVersion is not a version such as 1.33");
        }
        return Integer.parseInt(matcher.group(1));
    }
}
