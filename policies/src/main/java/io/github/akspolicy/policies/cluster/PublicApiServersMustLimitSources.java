package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.AUTHORIZED_IP_RANGES;
import static io.github.akspolicy.resource.cluster.ClusterProperties.PRIVATE_CLUSTER;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.ServiceTag;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A public API server answers everybody unless it is told whom. */
final class PublicApiServersMustLimitSources extends BuiltInPolicy<ManagedCluster> {
    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";

    private static final Pattern RANGE =
            Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}(?:/(?<prefix>[12]?\\d|3[0-2]))?");
    /** Every customer of Azure has addresses in the first, everybody in the second. */
    private static final Pattern OPEN_TAG = Pattern.compile("(?i)AzureCloud(\\..+)?|Internet");

    private static final Parameter<Long> MAX_PREFIX =
            Parameter.integer("maxPrefixV4", 16, "the shortest prefix of a range");

    PublicApiServersMustLimitSources() {
        super(
                ManagedCluster.VIEW,
                policy("cluster/authorized-ip-ranges", HIGH, "Public API servers must have authorized IP ranges")
                        .fix("name the ranges that may reach the API server, or make the cluster private")
                        .parameters(MAX_PREFIX)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Judgement judgement) {
        Setting ranges = managedCluster.get(AUTHORIZED_IP_RANGES);
        Setting isPrivate = managedCluster.get(PRIVATE_CLUSTER);
        if (isPrivate.isTrue()) {
            if (!ranges.items().isEmpty()) {
                judgement.fail(
                        ranges.place(),
                        ranges.name() + " are set, but the cluster is private: they apply to public ones only");
            }
            return;
        }
        if (Demand.isUnknown(ranges, judgement) || ranges.items().isEmpty() && Demand.isUnknown(isPrivate, judgement)) {
            return;
        }
        if (ranges.items().isEmpty()) {
            String what = ranges.isWritten() && !ranges.isEmptyList()
                    ? ranges.name() + " is not a list of ranges"
                    : ranges.words();
            judgement.fail(ranges.place(), what + ": everybody reaches the API server");
        }
        ranges.items().forEach(range -> judge(ranges, range, judgement));
        ranges.items().stream()
                .filter(PublicApiServersMustLimitSources::isTag)
                .skip(1)
                .filter(tag -> !isOpen(tag))
                .forEach(tag -> judgement.fail(
                        tag, ranges.name() + " holds a second service tag, " + tag.stringOr("") + ": AKS takes one"));
    }

    /** AKS takes one of these, too (AD api-server-service-tags.md). */
    private static boolean isTag(Field range) {
        return ServiceTag.isOne(range.stringOr(""));
    }

    private static boolean isOpen(Field tag) {
        return OPEN_TAG.matcher(tag.stringOr("")).matches();
    }

    private static void judge(Setting ranges, Field range, Judgement judgement) {
        String text = range.stringOr("");
        if (range.unresolved() != null) {
            judgement.unknown(
                    range, UnknownCause.VALUE, ranges.name() + " is known only at deployment: " + range.textOr(""));
            return;
        }
        // means the addresses that the cluster's own egress has
        if (text.equals("0.0.0.0/32")) {
            return;
        }
        if (isTag(range)) {
            if (isOpen(range)) {
                judgement.fail(
                        range,
                        ranges.name() + " holds " + text + ", which admits "
                                + (text.equalsIgnoreCase("Internet") ? "everybody" : "every customer of Azure"));
            }
            return;
        }
        Matcher parts = RANGE.matcher(text);
        if (!parts.matches()) {
            judgement.fail(
                    range, ranges.name() + " holds " + text + ", which is neither an IPv4 range nor a service tag");
        } else if (parts.group("prefix") != null
                && Integer.parseInt(parts.group("prefix")) < judgement.get(MAX_PREFIX)) {
            judgement.fail(
                    range, ranges.name() + " holds " + text + ", which is wider than /" + judgement.get(MAX_PREFIX));
        }
    }
}
