package io.github.akspolicy.site;

import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.policies.cluster.PropertyBased;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.policy.Parameters;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.Profile;
import io.github.akspolicy.policy.Reference;
import io.github.akspolicy.policy.Standard;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.Notation;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The page of each policy, made of its metadata and its prose, and their index. */
final class PolicyPages {
    private static final BuiltInPolicies BUILT_IN = new BuiltInPolicies();

    private static final Map<String, List<Reference>> REFERENCES = Standard.references(BUILT_IN.standards());

    private PolicyPages() {}

    static List<PolicyInfo> infos() {
        return BUILT_IN.policies().stream().map(Policy::info).toList();
    }

    static String index() {
        var index = new StringBuilder("# Policies\n\n"
                + "Each page says why, how to fix it, and who else says so. [Profiles](../profiles/index.md) are lists of policies, "
                + "[standards](../standards.md) are answered by them rule by rule.\n");
        Map<String, List<PolicyInfo>> groups = infos().stream()
                .sorted(Comparator.comparing(PolicyInfo::id))
                .collect(Collectors.groupingBy(PolicyInfo::group, TreeMap::new, Collectors.toList()));
        groups.forEach((group, members) -> {
            index.append("\n## %s (%d)\n\n".formatted(group, members.size()));
            index.append("| policy | severity | rule | profiles | Azure Policy |\n| --- | --- | --- | --- | --- |\n");
            members.forEach(info -> index.append("| [%s](%s.md) | %s | %s | %s | %s |\n"
                    .formatted(
                            info.name(), info.id(), info.severity(), cell(info.title()), profiles(info), azure(info))));
        });
        return index.toString();
    }

    static String page(PolicyInfo info) {
        var page = new StringBuilder("# %s\n\n".formatted(info.id()));
        page.append("**%s.** Severity: %s.\n\n".formatted(info.title(), info.severity()));
        page.append("Fix: %s.\n\n".formatted(info.remediation()));
        page.append(prose(info).strip()).append("\n\n## Settings\n\n");
        page.append(settings(info));
        page.append(notations(info));
        page.append(NotationReasons.section(info.id()));
        page.append("\n## Profiles\n\n");
        page.append(
                info.profiles().isEmpty()
                        ? "None but [all](../../profiles/all.md).\n"
                        : "| profile | settings there |\n| --- | --- |\n");
        info.profiles()
                .forEach((profile, settings) -> page.append("| [%s](../../profiles/%s.md) | %s |\n"
                        .formatted(profile.name(), profile.name(), deviations(settings))));
        page.append("\n## Who else says so\n\n");
        for (Reference reference : references(info)) {
            page.append("- %s: %s%s\n"
                    .formatted(
                            reference.standard(),
                            link(reference),
                            reference.title().isEmpty() ? "" : ", " + reference.title()));
        }
        page.append(refusals(info));
        return page.toString();
    }

    /** The lines of the table that {@code cluster/deployable} reads. */
    private static String refusals(PolicyInfo info) {
        if (!info.id().equals("cluster/deployable")) {
            return "";
        }
        return "\n## What is refused\n\n| together | instead | source |\n| --- | --- | --- |\n"
                + PageData.text(BuiltInPolicies.class, "cluster/refusals.txt")
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(line -> line.split(" \\| "))
                        .map(columns -> "| `%s` | %s | [%s](https://learn.microsoft.com/azure/%s) |\n"
                                .formatted(
                                        columns[0].replace(" + ", "` and `"),
                                        columns[1].contains(" := ")
                                                ? "`" + columns[1].replace(" := ", " = ") + "`"
                                                : columns[1],
                                        columns[3].replaceFirst(" ", ", "),
                                        columns[3].replaceFirst(" .*", "")))
                        .collect(Collectors.joining());
    }

    private static String prose(PolicyInfo info) {
        String prose = BUILT_IN.documentation(info.id()).orElseThrow();
        return info.group().equals("cluster")
                ? ClusterPage.of(info.name(), prose).text()
                : prose;
    }

    /** Where each notation writes what the policy looks at. */
    private static String notations(PolicyInfo info) {
        List<AzureProperty> properties = BUILT_IN.policies().stream()
                .filter(policy -> policy.info().id().equals(info.id()) && policy instanceof PropertyBased)
                .flatMap(policy -> ((PropertyBased) policy).properties().stream())
                .toList();
        if (properties.isEmpty()) {
            return "";
        }
        var table = new StringBuilder(
                "\n## Where it is written\n\n| ARM, Bicep | azurerm 5 | Azure Service Operator | az |\n| --- | --- | --- | --- |\n");
        for (AzureProperty property : properties) {
            table.append("| `%s` | %s | %s | %s |\n"
                    .formatted(
                            property.in(Notation.ARM),
                            azurerm(property),
                            aso(info, property),
                            property.flag().isEmpty() ? "" : "`" + property.flag() + "`"));
        }
        return table.toString();
    }

    /** The field of a stable version, and the first that has it. */
    private static String aso(PolicyInfo info, AzureProperty property) {
        String path = property.in(Notation.ASO);
        if (!info.group().equals("cluster") || path.isEmpty()) {
            return path.isEmpty() ? "not in ASO" : "`" + path + "`";
        }
        AsoFields fields = new AsoFields();
        return fields.since(path.replaceFirst("^spec\\.", ""))
                .map(since -> "`" + path + "`" + (since.equals(fields.first()) ? "" : " from `" + since + "` on"))
                .orElse("not in ASO");
    }

    /** The attribute of the current version, those of earlier ones, and that of the type for AKS Automatic. */
    private static String azurerm(AzureProperty property) {
        String current = property.azurermRemovedIn() > 0 ? "" : property.in(Notation.AZURERM);
        var text = new StringBuilder(current.isEmpty() ? "none: azapi" : "`" + current + "`");
        List<String> earlier = property.earlierAzurerm();
        if (!earlier.isEmpty()) {
            text.append(earlier.stream().collect(Collectors.joining("`, `", "; earlier `", "`")));
        }
        if (!property.inAutomaticAzurerm().isEmpty()) {
            text.append("; AKS Automatic: `")
                    .append(property.inAutomaticAzurerm())
                    .append('`');
        }
        return text.toString();
    }

    private static String settings(PolicyInfo info) {
        if (info.parameters().isEmpty()) {
            return "None.\n";
        }
        var table = new StringBuilder("| setting | default | meaning |\n| --- | --- | --- |\n");
        for (Parameter<?> parameter : info.parameters()) {
            String words = parameter.allowed().isEmpty() ? "" : " (" + String.join(", ", parameter.allowed()) + ")";
            table.append("| `%s` | %s | %s |\n"
                    .formatted(
                            parameter.name(), value(parameter.defaultValue()), cell(parameter.description() + words)));
        }
        return table.toString();
    }

    static String deviations(Parameters settings) {
        Map<Parameter<?>, Object> explicit = settings.explicit();
        return explicit.isEmpty()
                ? "defaults"
                : explicit.entrySet().stream()
                        .map(entry -> "`" + entry.getKey() + "`: " + value(entry.getValue()))
                        .sorted()
                        .collect(Collectors.joining("; "));
    }

    private static String value(Object value) {
        Collection<?> items = value instanceof Collection<?> collection ? collection : List.of(value);
        String text = items.stream()
                .map(String::valueOf)
                .sorted((left, right) -> value instanceof List ? 0 : left.compareTo(right))
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? "none" : "`" + cell(text) + "`";
    }

    private static String profiles(PolicyInfo info) {
        return info.profiles().keySet().stream().map(Profile::name).collect(Collectors.joining(", "));
    }

    private static String azure(PolicyInfo info) {
        return references(info).stream()
                .filter(reference -> reference.standard().equals("Azure Policy"))
                .map(reference -> "`" + reference.id() + "`")
                .collect(Collectors.joining(" "));
    }

    private static List<Reference> references(PolicyInfo info) {
        return REFERENCES.getOrDefault(info.id(), List.of());
    }

    /** The id, or the address of its page. */
    private static String link(Reference reference) {
        return reference.address().isEmpty() ? "`" + reference.id() + "`" : "<" + reference.address() + ">";
    }

    /** Text as a cell of a table. */
    static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
