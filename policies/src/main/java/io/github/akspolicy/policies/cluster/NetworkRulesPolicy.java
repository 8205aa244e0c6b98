package io.github.akspolicy.policies.cluster;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.resource.ViewType;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;

/**
 * A resource with public access answers everybody unless its network rules deny by default.
 *
 * @param <R> the resource that has the rules
 */
public abstract class NetworkRulesPolicy<R extends AzureResource> extends BuiltInPolicy<R> implements PropertyBased {
    private final AzureProperty publicAccess;
    private final AzureProperty defaultAction;
    private final AzureProperty ipRules;

    /**
     * @param publicAccess {@code Disabled} where no rule is needed
     * @param defaultAction {@code Deny}, or {@code Allow}
     * @param ipRules a list of ranges, or of objects with a range as {@code value} or {@code ip_range}
     */
    protected NetworkRulesPolicy(
            ViewType<R> view,
            AzureProperty publicAccess,
            AzureProperty defaultAction,
            AzureProperty ipRules,
            PolicyInfo info) {
        super(view, info);
        this.publicAccess = publicAccess;
        this.defaultAction = defaultAction;
        this.ipRules = ipRules;
    }

    @Override
    public final List<AzureProperty> properties() {
        return List.of(publicAccess, defaultAction, ipRules);
    }

    /** Whether the definition says what the resource will be; where it does not, the policy reports why. */
    protected boolean isDefined(R resource, Judgement judgement) {
        return true;
    }

    @Override
    public final void evaluate(R resource, Judgement judgement) {
        Setting access = resource.get(publicAccess);
        Setting action = resource.get(defaultAction);
        if (!isDefined(resource, judgement)
                || access.is("Disabled")
                || Demand.isUnknown(access, judgement)
                || Demand.isUnknown(action, judgement)) {
            return;
        }
        if (!action.is("Deny")) {
            Demand.fail(action, "Deny", judgement);
        }
        for (Field rule : resource.get(ipRules).items()) {
            Field range = range(rule);
            if (range.stringOr("").endsWith("/0")) {
                judgement.fail(
                        range, (rule == range ? "the rule" : range.key()) + " is " + range.textOr("") + ": everybody");
            }
        }
    }

    private static Field range(Field rule) {
        return rule.string() != null ? rule : rule.get("value").isWritten() ? rule.get("value") : rule.get("ip_range");
    }
}
