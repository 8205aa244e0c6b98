package io.github.akspolicy.policies.network;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.network.Service;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A public address is open to the whole internet until somebody says who may come. */
final class PublicLoadBalancersMustLimitSources extends BuiltInPolicy<Service> {
    private static final String IP_RANGES = "service.beta.kubernetes.io/azure-allowed-ip-ranges";
    private static final String SERVICE_TAGS = "service.beta.kubernetes.io/azure-allowed-service-tags";
    private static final Pattern CIDR = Pattern.compile("[0-9a-fA-F.:]{2,45}/([0-9]{1,3})");

    private static final Parameter<Long> MAX_PREFIX =
            Parameter.integer("maxPrefixV4", 16, "the shortest prefix of an IPv4 range that passes");

    PublicLoadBalancersMustLimitSources() {
        super(
                Service.VIEW,
                policy(
                                "network/load-balancer-source-ranges",
                                MEDIUM,
                                "Public load balancers must limit their source ranges")
                        .fix("set spec.loadBalancerSourceRanges to the ranges that clients come from")
                        .parameters(AllowedServices.PARAMETER, MAX_PREFIX)
                        .in(HARDENED));
    }

    @Override
    public void evaluate(Service service, Judgement judgement) {
        if (!service.isLoadBalancer() || service.isInternal() || AllowedServices.contain(service, judgement)) {
            return;
        }
        Field ranges = service.spec().get("loadBalancerSourceRanges");
        Field annotation = service.annotation(IP_RANGES);
        if (ranges.items().isEmpty()
                && annotation.stringOr("").isBlank()
                && service.annotation(SERVICE_TAGS).stringOr("").isBlank()) {
            judgement.fail(ranges, "loadBalancerSourceRanges is not set: open to the internet");
        }
        if (!ranges.items().isEmpty() && annotation.isPresent()) {
            judgement.fail(annotation, "annotation " + IP_RANGES + " is set beside loadBalancerSourceRanges");
        }
        ranges.items().forEach(range -> judge(range, range.stringOr(""), judgement));
        for (String range : annotation.stringOr("").split(",")) {
            if (!range.isBlank()) {
                judge(annotation, range.strip(), judgement);
            }
        }
    }

    private static void judge(Field at, String range, Judgement judgement) {
        Matcher matcher = CIDR.matcher(range);
        String wrong = !matcher.matches()
                ? "is not a range such as 203.0.113.0/24"
                : matcher.group(1).equals("0")
                        ? "is the whole internet"
                        : range.indexOf(':') < 0 && Long.parseLong(matcher.group(1)) < judgement.get(MAX_PREFIX)
                                ? "is wider than /" + judgement.get(MAX_PREFIX)
                                : "";
        if (!wrong.isEmpty()) {
            judgement.add(Observation.violation(at.place(), "source range " + range + " " + wrong, range));
        }
    }
}
