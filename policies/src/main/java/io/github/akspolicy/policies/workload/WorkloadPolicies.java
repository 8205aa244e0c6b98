package io.github.akspolicy.policies.workload;

import io.github.akspolicy.policy.Policy;
import java.util.List;

/** The policies of the group workload. */
public final class WorkloadPolicies {
    public static final List<Policy> ALL = List.of(
            new ContainersMustHaveLimits(),
            new ContainersMustHaveRequests(),
            new ContainersMustHaveProbes(),
            new PodsMustHaveAController(),
            new RenderedObjectsMustBeJudged(),
            new DefaultNamespaceMustNotBeUsed(),
            new NamespacesMustEnforcePodSecurity(),
            new PodsMustBeAdmitted(),
            new AutomaticClustersMustAdmit(),
            new NamedPoolsMustTakeThePod(),
            new ProvisionedNodesMustBeLikeTheirPool(),
            new WindowsPodsMustHaveAPool(),
            new SandboxedPodsMustHaveAPool(),
            new ApiServicesMustVerifyTls(),
            new ApiVersionsMustBeServed(),
            new KeysMustNotBeSetTwice(),
            new VariablesMustNotBeSetTwice(),
            new SystemNamespacesMustNotHoldWorkloads(),
            new BlockedKindsMustNotBeDeployed(),
            new PodsMustCarryRequiredLabels(),
            new ResourcesMustCarryRequiredAnnotations(),
            new ContainersMustHaveAPreStopHook(),
            new ReplicasMustBeSpread(),
            new DisruptionBudgetsMustAllowDisruption(),
            new ReservedLabelsMustNotBeSet(),
            new SystemPoolTaintsMustStayOnSystemPools(),
            new StorageMustUseCsiDrivers(),
            new NodesMustNotBeDeployed(),
            new WebhooksMustStayInTheCluster(),
            new SecurityWebhooksMustFailClosed(),
            new MutatingAdmissionMustBeKnown(),
            new ValidatingPoliciesMustDeny(),
            new StorageMustNotBePublic(),
            new ReferencesMustLeadToPods(),
            new TextsMustNotBePrintedValues());

    private WorkloadPolicies() {}

    /**
     * The policy that says what deployment safeguards refuse.
     *
     * @param all the other policies, of which some are safeguards
     */
    public static Policy safeguards(List<Policy> all) {
        return new ObjectsMustPassSafeguards(
                all.stream().filter(SafeguardVerdict::refuses).toList());
    }
}
