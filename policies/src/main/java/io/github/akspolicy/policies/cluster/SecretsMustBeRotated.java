package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.ClusterProperties.KEY_VAULT_PROVIDER;
import static io.github.akspolicy.resource.cluster.ClusterProperties.ROTATION_INTERVAL;
import static io.github.akspolicy.resource.cluster.ClusterProperties.SECRET_ROTATION;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.cluster.ManagedCluster;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Without rotation a pod keeps the secret of the day it started. */
final class SecretsMustBeRotated extends BuiltInPolicy<ManagedCluster> {
    private static final Pattern DURATION =
            Pattern.compile("(?:(\\d+(?:\\.\\d+)?)h)?(?:(\\d+(?:\\.\\d+)?)m)?(?:(\\d+(?:\\.\\d+)?)s)?");
    private static final Parameter<String> MAX = Parameter.string("maxInterval", "1h", "the longest interval");
    private static final Parameter<String> MIN = Parameter.string("minInterval", "1m", "the shortest interval");

    SecretsMustBeRotated() {
        super(
                ManagedCluster.VIEW,
                policy("cluster/secret-rotation", MEDIUM, "Secret auto-rotation must be enabled")
                        .fix("enable the rotation of secrets")
                        .parameters(MAX, MIN)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(ManagedCluster managedCluster, Judgement judgement) {
        if (!managedCluster.get(KEY_VAULT_PROVIDER).isTrue()) {
            return;
        }
        Setting rotation = managedCluster.get(SECRET_ROTATION);
        if (Demand.isUnknown(rotation, judgement)) {
            return;
        }
        if (!rotation.isTrue()) {
            Demand.fail(rotation, "true", judgement);
            return;
        }
        Setting interval = managedCluster.get(ROTATION_INTERVAL);
        if (Demand.isUnknown(interval, judgement)) {
            return;
        }
        long seconds = seconds(interval.textOrEmpty());
        if (seconds < 0) {
            judgement.fail(interval.place(), interval.words() + ", which is not a duration such as 2m");
        } else if (seconds > seconds(judgement.get(MAX)) || seconds < seconds(judgement.get(MIN))) {
            judgement.fail(
                    interval.place(),
                    interval.words() + ", not between " + judgement.get(MIN) + " and " + judgement.get(MAX));
        }
    }

    /** A duration as Go writes it; -1 when it is none. */
    private static long seconds(String duration) {
        Matcher parts = DURATION.matcher(duration);
        if (duration.isEmpty() || !parts.matches()) {
            return -1;
        }
        long seconds = 0;
        int[] units = {3600, 60, 1};
        for (int i = 0; i < units.length; i++) {
            seconds += parts.group(i + 1) == null ? 0 : (long) (Double.parseDouble(parts.group(i + 1)) * units[i]);
        }
        return seconds;
    }
}
