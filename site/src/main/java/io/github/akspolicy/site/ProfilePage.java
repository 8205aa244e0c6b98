package io.github.akspolicy.site;

import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.Standard;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The page of a profile: its members, and the settings that each has there. */
record ProfilePage(Profile profile) {
    /** Those of all built-in profiles, in the order of the documentation. */
    static List<ProfilePage> all() {
        return Profile.BUILT_IN.stream().map(ProfilePage::new).toList();
    }

    static String index() {
        var index = new StringBuilder("# Profiles\n\nA profile is a named list of policies with settings. "
                + "Name one in `aks-policy.yaml`, as `profile: recommended`.\n\n"
                + "| profile | policies | what |\n| --- | ---: | --- |\n");
        for (ProfilePage page : all()) {
            index.append("| [%s](%s.md) | %d | %s |\n"
                    .formatted(
                            page.profile.name(),
                            page.profile.name(),
                            page.members().size(),
                            PolicyPages.cell(page.profile.description())));
        }
        return index.toString();
    }

    /** Its path below the folder of the site. */
    String file() {
        return "profiles/" + profile.name() + ".md";
    }

    String text() {
        List<PolicyInfo> members = members();
        var text = new StringBuilder("# %s\n\n%s\n\n".formatted(profile.name(), profile.description()));
        text.append("%d policies. In `aks-policy.yaml`:\n\n```yaml\nprofile: %s\n```\n"
                .formatted(members.size(), profile.name()));
        List<Standard> standards = new BuiltInPolicies()
                .standards().stream()
                        .filter(standard -> standard.members().containsKey(profile))
                        .toList();
        if (!standards.isEmpty()) {
            text.append(standards.stream()
                    .map(standard -> "[%s](../%s)".formatted(standard.title(), standard.page()))
                    .collect(Collectors.joining(", ", "\nRule by rule: ", ".\n")));
        }
        Map<String, List<PolicyInfo>> groups =
                members.stream().collect(Collectors.groupingBy(PolicyInfo::group, TreeMap::new, Collectors.toList()));
        groups.forEach((group, policies) -> {
            text.append("\n## %s (%d)\n\n| policy | severity | rule | settings there |\n| --- | --- | --- | --- |\n"
                    .formatted(group, policies.size()));
            policies.forEach(info -> text.append("| [%s](../policies/%s.md) | %s | %s | %s |\n"
                    .formatted(
                            info.name(),
                            info.id(),
                            info.severity(),
                            PolicyPages.cell(info.title()),
                            PolicyPages.deviations(settings(info)))));
        });
        return text.toString();
    }

    private List<PolicyInfo> members() {
        return PolicyPages.infos().stream()
                .filter(info -> profile.equals(Profile.ALL) || info.profiles().containsKey(profile))
                .sorted(Comparator.comparing(PolicyInfo::id))
                .toList();
    }

    private Parameters settings(PolicyInfo info) {
        return info.profiles().getOrDefault(profile, Parameters.DEFAULTS);
    }

    @Override
    public String toString() {
        return profile.name();
    }
}
