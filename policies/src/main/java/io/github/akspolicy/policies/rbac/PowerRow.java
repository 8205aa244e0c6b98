package io.github.akspolicy.policies.rbac;

import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.Severity;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * "No rule may grant this", as a row of {@link PowerPolicies}. Every method returns a changed copy.
 *
 * @param info what is said about the policy
 * @param powers the powers in question with the settings in force
 * @param exemption what a rule may grant all the same
 * @param weight the severity of what a rule grants
 * @param insisted a role that is evaluated though its name says that it comes with Kubernetes; mostly none
 * @param template what Azure Policy finds instead, where it is something else; mostly null
 */
record PowerRow(
        PolicyInfo info,
        Function<Judgement, List<Power>> powers,
        Exemption exemption,
        Weight weight,
        String insisted,
        @Nullable Template template) {
    /**
     * What a constraint template of Azure Policy finds.
     *
     * @param azureCompat the setting by which that counts
     */
    record Template(Parameter<Boolean> azureCompat, Function<Reach, List<Observation>> found) {}

    /** Whether what a rule grants is not a violation. */
    @FunctionalInterface
    interface Exemption {
        boolean includes(GrantedPower granted, Reach reach, Judgement settings);
    }

    /** The severity when it is not the policy's own, else null. */
    @FunctionalInterface
    interface Weight {
        @Nullable
        Severity of(GrantedPower granted, Reach reach);
    }

    /** The setting of rows with powers that no RoleBinding grants. */
    static final Parameter<Boolean> WITHOUT_EFFECT = Parameter.flag(
            "includeWithoutEffect",
            false,
            "whether resources of the whole cluster are reported, too, in a Role and in a ClusterRole that only RoleBindings of"
                    + " the environment grant: they grant nothing of them");

    static PowerRow row(String id, Severity severity, List<Power> powers) {
        return row(id, severity, settings -> powers);
    }

    static PowerRow row(String id, Severity severity, Function<Judgement, List<Power>> powers) {
        return new PowerRow(
                PolicyInfo.of(id, severity, "", ""),
                powers,
                (granted, reach, settings) -> false,
                (granted, reach) -> null,
                "",
                null);
    }

    PowerRow says(String title, String remediation) {
        return with(PolicyInfo.of(info.id(), info.severity(), title, remediation));
    }

    PowerRow parameters(Parameter<?>... own) {
        return with(info.parameters(own));
    }

    /** Some of the powers are about the cluster as a whole. */
    PowerRow ofTheCluster() {
        return parameters(WITHOUT_EFFECT);
    }

    PowerRow in(Profile... profiles) {
        return with(info.in(profiles));
    }

    PowerRow in(Profile profile, Parameters settings) {
        return with(info.in(profile, settings));
    }

    PowerRow unless(Exemption exempt) {
        return new PowerRow(info, powers, exempt, weight, insisted, template);
    }

    PowerRow weighing(Weight own) {
        return new PowerRow(info, powers, exemption, own, insisted, template);
    }

    PowerRow insistingOn(String role) {
        return new PowerRow(info, powers, exemption, weight, role, template);
    }

    PowerRow orAsAzure(Template other) {
        return parameters(other.azureCompat()).templated(other);
    }

    private PowerRow templated(Template other) {
        return new PowerRow(info, powers, exemption, weight, insisted, other);
    }

    private PowerRow with(PolicyInfo changed) {
        return new PowerRow(changed, powers, exemption, weight, insisted, template);
    }
}
