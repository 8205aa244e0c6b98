package io.github.akspolicy.policies.cluster;

import static io.github.akspolicy.policy.Severity.*;
import static io.github.akspolicy.resource.cluster.PoolProperties.ZONES;

import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.cluster.AgentPool;
import io.github.akspolicy.resource.cluster.Setting;

/** Zones fail one at a time. */
final class PoolsMustSpanZones extends BuiltInPolicy<AgentPool> {
    private static final Parameter<Long> MIN_ZONES = Parameter.integer("minZones", 3, "the fewest zones");

    PoolsMustSpanZones() {
        super(
                AgentPool.VIEW,
                policy("cluster/availability-zones", LOW, "Pools should span availability zones")
                        .fix("spread the pool over zones")
                        .parameters(MIN_ZONES));
    }

    @Override
    public void evaluate(AgentPool agentPool, Judgement judgement) {
        Setting zones = agentPool.get(ZONES);
        if (!Demand.isUnknown(zones, judgement) && zones.items().size() < judgement.get(MIN_ZONES)) {
            judgement.fail(
                    zones.place(),
                    zones.isWritten()
                            ? zones.name() + " has " + zones.items().size() + " zones, fewer than "
                                    + judgement.get(MIN_ZONES)
                            : zones.words());
        }
    }
}
