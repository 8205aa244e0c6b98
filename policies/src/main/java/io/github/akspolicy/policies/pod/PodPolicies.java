package io.github.akspolicy.policies.pod;

import io.github.akspolicy.policy.Policy;
import java.util.List;

/** The policies of the group pod. */
public final class PodPolicies {
    public static final List<Policy> ALL = List.of(
            new ContainersMustNotBePrivileged(),
            new AllowPrivilegeEscalationMustBeFalse(),
            new ContainersMustRunAsNonRoot(),
            new ContainersMustDropAllCapabilities(),
            new OnlyDefaultCapabilitiesMayBeAdded(),
            new SeccompProfileMustBeInEffect(),
            new AppArmorProfilesMustBeAllowed(),
            new ContainersMustNotBindHostPorts(),
            new ContainersMustNotRunAsUserZero(),
            new DangerousCapabilitiesMustNotBeAdded(),
            new HostPathVolumesMustBeAllowed(),
            new OnlyCoreVolumeTypesMayBeUsed(),
            new OnlySafeSysctlsMayBeSet(),
            new PodsMustNotShareHostNamespaces(),
            new PersistentVolumesMustNotBeFoldersOfNodes(),
            new ProbesMustNotNameAnotherHost(),
            new ProcMountMustBeDefault(),
            new SeLinuxOptionsMustKeepTheConfinement(),
            new SeccompMustNotBeUnconfined(),
            new WindowsPodsMustNotBeHostProcesses(),
            new FlexVolumeDriversMustBeAllowed(),
            new ForbiddenSysctlsMustNotBeSet(),
            new PodsShouldHaveUserNamespaces(),
            new RootFilesystemMustBeReadOnly(),
            new RuntimeSocketsMustNotBeMounted(),
            new SecurityContextsMustBePresent(),
            new UsersAndGroupsMustBeInRanges(),
            new WindowsContainersMustNotOvercommit(),
            new WindowsContainersMustNotRunAsAdministrator(),
            new WindowsContainersMustRunAsApprovedUsers(),
            new TokensMustNotBeMountedAutomatically());

    private PodPolicies() {}
}
