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

    /** What a person writes of it, with marks for what is made. */
    static final String TEXT = PageData.text(AzurePolicyPage.class, FILE);

    String text() {
        String profiles = Stream.of(
                        Profile.AZURE_PSP_BASELINE,
                        Profile.AZURE_PSP_RESTRICTED,
                        Profile.AZURE_SAFEGUARDS_RESTRICTED,
                        Profile.AZURE_CIS)
                .map(profile -> "`" + profile.name() + "`")
                .collect(Collectors.joining(", "));
        String definitions = page.tables(
                "| definition | id | initiatives |",
                rule -> "| %s | `%s` | %s |"
                        .formatted(
                                PolicyPages.cell(rule.title()),
                                rule.id(),
                                String.join(
                                        ", ", rule.entry().get("initiatives").strings())));
        return TEXT.replace("{profiles}", profiles)
                .replace("{totals}", page.totals())
                .replace("{definitions}", definitions)
                .replace("{agreement}", agreement());
    }

    /** How often the policies decide as the public templates do; the figures are those of the conformance run. */
    private String agreement() {
        Field measured = PageData.yaml("azure-policy-agreement.yaml");
        var table = new StringBuilder();
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
                table.append("| %s | %s%s | %s | %s | %s | %s |\n"
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
        return table + "\nAll: %d of %d (%.1f %%).\n".formatted(agreeing, cases, 100.0 * agreeing / cases);
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
