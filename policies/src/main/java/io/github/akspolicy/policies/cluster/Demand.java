package io.github.akspolicy.policies.cluster;

import io.github.akspolicy.manifest.Unresolved;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.UnknownCause;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.AzureResource;
import io.github.akspolicy.resource.cluster.Setting;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A property of a resource and what it must be.
 *
 * @param applies whether the demand is made at all
 * @param mending chooses the value that the fix names; null where the requirement knows one
 * @param <V> the view of the resource
 */
public record Demand<V extends AzureResource>(
        AzureProperty property,
        Requirement requirement,
        BiPredicate<V, Judgement> applies,
        @Nullable BiFunction<V, Judgement, @Nullable Object> mending) {

    static final Parameter<Boolean> ACCEPT_DEFAULTS = Parameter.flag(
            "acceptDefaults",
            true,
            "whether what the service takes by itself passes; false demands that the definition says it, since a later version"
                    + " of the API may take something else");

    public static <V extends AzureResource> Demand<V> that(AzureProperty property, Requirement requirement) {
        return new Demand<>(property, requirement, (view, judgement) -> true, null);
    }

    /** The same, demanded only where a condition holds. */
    public static <V extends AzureResource> Demand<V> that(
            AzureProperty property, Requirement requirement, BiPredicate<V, Judgement> applies) {
        return new Demand<>(property, requirement, applies, null);
    }

    /** The same, where which value is right hangs on the rest of the resource. */
    public Demand<V> mending(BiFunction<V, Judgement, @Nullable Object> wanted) {
        return new Demand<>(property, requirement, applies, wanted);
    }

    /** Judges the property: what is known only at deployment is unknown, and so is what the notation cannot express. */
    public void judge(V view, Judgement judgement) {
        if (!applies.test(view, judgement)) {
            return;
        }
        Setting setting = view.get(property);
        if (requirement.isAnyValue() && setting.isSurelySet() || isUnknown(setting, judgement)) {
            return;
        }
        if (!setting.isWritten()
                && !setting.isSet()
                && !requirement.unknownWhenAbsent().isEmpty()) {
            unknown(setting, UnknownCause.INPUT, setting.words() + ": " + requirement.unknownWhenAbsent(), judgement);
        } else if (!requirement.isMet().test(setting, judgement) || isDefault(setting, judgement)) {
            fail(view, setting, judgement);
        }
    }

    /** The same of an AKSNodeClass, as far as it has the property. */
    void judgeNodeClass(AzureResource nodeClass, Judgement judgement) {
        property.ofNodeClass()
                .ifPresent(own -> Demand.<AzureResource>that(own, requirement).judge(nodeClass, judgement));
    }

    /** Adds the setting that demands written values, where the policy has such a demand. */
    static PolicyInfo withDefaults(PolicyInfo info, List<? extends Demand<?>> demands) {
        return demands.stream().anyMatch(Demand::canBeLeftOut) ? info.parameters(ACCEPT_DEFAULTS) : info;
    }

    /** Whether a resource that says nothing has what is demanded. */
    boolean isMetByDefault() {
        return canBeLeftOut() || requirement.mustBeAbsent();
    }

    /** Whether what the service takes when nobody says it is right. */
    boolean canBeLeftOut() {
        return requirement.canBeLeftOut();
    }

    private boolean isDefault(Setting setting, Judgement judgement) {
        return canBeLeftOut()
                && setting.isExpressible()
                && setting.isLeftToTheService()
                && !judgement.get(ACCEPT_DEFAULTS);
    }

    private void fail(V view, Setting setting, Judgement judgement) {
        BiFunction<V, Judgement, @Nullable Object> choice = mending;
        Object wanted = choice == null ? requirement.wanted().apply(judgement) : choice.apply(view, judgement);
        String fix = wanted != null || !setting.isExpressible()
                ? setting.write(wanted == null ? "" : wanted)
                : requirement.mustBeAbsent() ? "remove it" : "";
        report(setting, setting.words() + (fix.isEmpty() ? "" : ": " + fix), property.toString(), judgement);
    }

    /** Reports a property that must be another one, and how to write it. */
    public static void fail(Setting setting, Object wanted, Judgement judgement) {
        fail(setting, "", wanted, judgement);
    }

    /**
     * The same with a reason.
     *
     * @param because what follows the words about the property, such as {@code , and long-term support needs Premium}
     */
    static void fail(Setting setting, String because, Object wanted, Judgement judgement) {
        report(setting, setting.words() + because + ": " + setting.write(wanted), "", judgement);
    }

    /** What the notation cannot express, something else may have set. */
    static void report(Setting setting, String message, String discriminator, Judgement judgement) {
        if (setting.isExpressible()) {
            judgement.add(Observation.violation(setting.place(), message, discriminator));
        } else {
            unknown(setting, UnknownCause.INPUT, message, judgement);
        }
    }

    /** Several properties may be absent from one and the same object: what is said of each is told apart. */
    private static void unknown(Setting setting, UnknownCause cause, String message, Judgement judgement) {
        judgement.add(new Observation(
                setting.place(), message, null, cause, setting.property().toString()));
    }

    /** Whether a value is known only at deployment, which is then said. */
    public static boolean isUnknown(Setting setting, Judgement judgement) {
        Unresolved unresolved = setting.unresolved();
        if (unresolved == null) {
            return false;
        }
        String message = setting.name() + " is known only at deployment: " + unresolved.shown();
        unknown(setting, UnknownCause.VALUE, message, judgement);
        return true;
    }
}
