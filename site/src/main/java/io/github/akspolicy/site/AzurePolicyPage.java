package io.github.akspolicy.site;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.Standard.Rule;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Each of Azure's built-in definitions with the policies that cover it, or the reason why none does. */
record AzurePolicyPage(StandardPage page) {
    static final String FILE = "azure-policy-parity.md";

    /** The settings whose name or form is not Azure's: what the definition takes, the setting, the policy. */
    static final String SETTINGS = """

            Settings that are written differently:

            | the definition takes | the policy takes | policy |
            | --- | --- | --- |
            | `fsGroupRanges` and others: `{"ranges": [{"min": 1, "max": 65535}, {"min": 70000, "max": -1}]}` | `fsGroupRanges`: `["1-65535", "70000-"]` | `pod/user-group-ranges` |
            | `allowedHostPaths`: `{"paths": [{"pathPrefix": "/var/log", "readOnly": true}]}` | `allowedHostPaths`: `["/var/log:ro"]` | `pod/host-path-volumes` |
            | `allowedSELinuxOptions`: `{"options": [{"user": "u", "role": "r", "type": "t", "level": "s0"}]}` | `allowedSELinuxOptions`: `["u:r:t:s0"]` | `pod/selinux-options` |
            | `allowedSELinuxTypes` | `allowedTypes` | `pod/selinux-options` |
            | `requiredDropCapabilities` | `requiredDrop` | `pod/capabilities-drop-all` |
            | `forcePrivilegeEscalationToBeFalse`: `true`, `false` | `mode`: `pss`, `azure` | `pod/privilege-escalation` |
            | `annotations`: `{"annotations": [{"key": "owner", "allowedRegex": "team-.*"}]}` | `annotations`: `["owner=team-.*"]` | `workload/required-annotations` |
            | `allowAKS`, `allowGitHub`, `allowAWS`, `allowGCS`, `allowedIssuerExceptions` | `allowedIssuers`: `["https://gitlab.com"]` | `identity/trusted-issuer` |
            | `apiGroups`: `["apps"]`, `kind`: `["DaemonSet"]` | `blockedKinds`: `["apps/DaemonSet"]` | `workload/blocked-kinds` |
            | `allowedUsers`, `allowedGroups` | nothing: who asks is not in the files | `workload/aks-reserved-labels` |
            | `allowedUsers`, `allowedGroups` | nothing: who asks is not in the files | `workload/node-object-edits` |
            """;

    private static final String DIFFERENCES = """

            What is left is decided:

            - Token (`pod/automount-token`): the template sees no token in the template of a workload, and passes it. The pods that come
              of it have one, and are refused; the finding says so in time.
            - Spread (`workload/anti-affinity`): the public text knows `podAntiAffinity` only. The one in use takes topology spread
              constraints as well, as its message in Microsoft's documentation says, and so does the policy.
            - Disruption budgets (`workload/pod-disruption-budget`): the public text (v1) compares `matchLabels` of workload and budget, takes
              every percentage for too much, and reports workloads with 0 replicas. The policy counts pods, as the eviction does.
            - Host names (`network/ingress-hostname-conflict`): the deprecated template knows API versions only that no API server has
              served since Kubernetes 1.22.
            """;

    String text() {
        var text = new StringBuilder("""
                # Azure Policy parity

                The definitions are those of the folders `Kubernetes` and `Kubernetes service`
                of the repository Azure/azure-policy at commit f4a50bac (2026-04-29), of `Container Registry` and
                `Key Vault` those that are covered, and of all other folders those about AKS, its registries, vaults and identities.

                For each of Azure's built-in definitions: the policies that say the same before deployment, or why none can.
                A policy takes the settings of the definition under Azure's own names, but for those listed below; what it
                evaluates differently stands on its page, under *Traps*. The initiatives are the profiles
                """);
        text.append(Stream.of(
                        Profile.AZURE_PSP_BASELINE,
                        Profile.AZURE_PSP_RESTRICTED,
                        Profile.AZURE_SAFEGUARDS_RESTRICTED,
                        Profile.AZURE_CIS)
                .map(profile -> "`" + profile.name() + "`")
                .collect(Collectors.joining(", ")));
        text.append("; Microsoft's cloud security benchmark has none.\n\n");
        text.append(page.totals());
        text.append(SETTINGS);
        text.append(page.tables(
                "| definition | id | initiatives |",
                rule -> "| %s | `%s` | %s |"
                        .formatted(
                                PolicyPages.cell(rule.title()),
                                rule.id(),
                                String.join(
                                        ", ", rule.entry().get("initiatives").strings()))));
        text.append(agreement());
        return text.toString();
    }

    /** How often the policies decide as the public templates do; the figures are those of the conformance run. */
    private String agreement() {
        Field measured = PageData.yaml("azure-policy-agreement.yaml");
        var section = new StringBuilder("""

                ## Measured agreement

                What Azure's own constraint templates say, evaluated by Gatekeeper 3.23.0, about generated objects as kube-apiserver 1.35.4
                hands them to its webhooks: how many of these cases the policies decide alike, with the default parameters of the definition
                and with others. Policies that are stricter by default have the setting `azureCompat` for it; it is on here, and in the `azure-*` profiles.
                Templates are those of Azure/azure-policy at f4a50bac (2026-04-29) and Azure/draft at b180ebcd (2026-07-21). A definition that
                is not in the table has no public template.

                | definition | template | by default | with settings | stricter | laxer |
                | --- | --- | ---: | ---: | ---: | ---: |
                """);
        long agreeing = 0;
        long cases = 0;
        for (Rule definition : page.standard().rules()) {
            Field figures = measured.get(definition.id());
            if (figures.isPresent()) {
                String inUse = definition.entry().get("inUse").stringOr("");
                List<Field> defaults = figures.get("defaults").items();
                List<Field> settings = figures.get("settings").items();
                agreeing += number(defaults.get(0)) + number(settings.get(0));
                cases += number(defaults.get(1)) + number(settings.get(1));
                section.append("| %s | %s%s | %s | %s | %s | %s |\n"
                        .formatted(
                                PolicyPages.cell(definition.title()),
                                figures.get("template").stringOr("").replace("/unversioned", ""),
                                inUse.isEmpty() ? "" : " (" + inUse + ")",
                                counts(defaults),
                                counts(settings),
                                figures.get("stricter").textOr(""),
                                figures.get("laxer").textOr("")));
            }
        }
        return section
                + "\nAll: %d of %d (%.1f %%).\n".formatted(agreeing, cases, 100.0 * agreeing / cases)
                + DIFFERENCES;
    }

    private static long number(Field field) {
        return Objects.requireNonNull(field.integer());
    }

    private static String counts(List<Field> agreeingAndCases) {
        return number(agreeingAndCases.get(1)) == 0
                ? ""
                : agreeingAndCases.get(0).text() + " of "
                        + agreeingAndCases.get(1).text();
    }
}
