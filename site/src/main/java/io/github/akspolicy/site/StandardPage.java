package io.github.akspolicy.site;

import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.policy.Standard;
import io.github.akspolicy.policy.Standard.Rule;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The page of a standard: its rules, and what answers each. */
record StandardPage(Standard standard) {
    /** Those of all standards that have a page, in the order of the standards. */
    static List<StandardPage> all() {
        return new BuiltInPolicies()
                .standards().stream()
                        .filter(standard -> !standard.page().isEmpty())
                        .map(StandardPage::new)
                        .toList();
    }

    static String index() {
        var index =
                new StringBuilder("# Standards\n\nWhat others demand, rule by rule, and which policies evaluate it.\n\n"
                        + "| standard | rules | covered |\n| --- | ---: | ---: |\n");
        for (StandardPage page : all()) {
            index.append("| [%s](%s) | %d | %d |\n"
                    .formatted(
                            page.standard.title(),
                            page.standard.page(),
                            page.standard.rules().size(),
                            covered(page.standard.rules())));
        }
        return index.toString();
    }

    private static long covered(List<Rule> rules) {
        return rules.stream().filter(rule -> !rule.policies().isEmpty()).count();
    }

    String text() {
        return standard.page().equals(AzurePolicyPage.FILE) ? new AzurePolicyPage(this).text() : plain();
    }

    private String plain() {
        var text = new StringBuilder("# %s\n\n".formatted(standard.title()));
        text.append("For each rule the policies that evaluate it before deployment, or why none does.\n\n");
        text.append("Source: %s%s; read on %s.\n\n"
                .formatted(
                        standard.source(),
                        standard.version().isEmpty() ? "" : "; version " + standard.version(),
                        standard.read()));
        text.append(totals());
        boolean hasTitles =
                standard.rules().stream().anyMatch(rule -> !rule.title().isEmpty());
        text.append(tables(
                hasTitles ? "| rule | what |" : "| rule |",
                rule -> hasTitles
                        ? "| `%s` | %s |".formatted(rule.id(), PolicyPages.cell(rule.title()))
                        : "| %s |".formatted(PolicyPages.cell(rule.id()))));
        return text.toString();
    }

    /** How many rules of each section are covered, and of all, as a table. */
    String totals() {
        var table = new StringBuilder(
                "| section | rules | covered | cannot be evaluated |\n| --- | ---: | ---: | ---: |\n");
        List<String> sections = standard.sections();
        sections.forEach(section -> table.append(totals(section, of(section))));
        return (sections.size() == 1 ? table : table.append(totals("All", standard.rules()))).toString();
    }

    private static String totals(String title, List<Rule> rules) {
        long refused = rules.stream().filter(rule -> !rule.none().isEmpty()).count();
        return "| %s | %d | %d | %d |\n".formatted(title, rules.size(), covered(rules), refused);
    }

    /**
     * The rules with their answers, a table for each section.
     *
     * @param head the columns before the answer, as the head of a table
     * @param cells these columns of a rule
     */
    String tables(String head, Function<Rule, String> cells) {
        String line = head.replaceAll("[^|]+", " --- ");
        var text = new StringBuilder();
        for (String section : standard.sections()) {
            text.append("\n## ").append(section).append("\n\n");
            text.append("%s policies |\n%s --- |\n".formatted(head, line));
            of(section).forEach(rule -> text.append("%s %s |\n".formatted(cells.apply(rule), answer(rule))));
        }
        return text.toString();
    }

    private List<Rule> of(String section) {
        return standard.rules().stream()
                .filter(rule -> rule.section().equals(section))
                .toList();
    }

    private static String answer(Rule rule) {
        if (!rule.none().isEmpty()) {
            return "None: " + rule.none() + ".";
        }
        String policies = rule.policies().stream()
                .sorted()
                .map(id -> "[" + id + "](policies/" + id + ".md)")
                .collect(Collectors.joining(", "));
        return rule.partly().isEmpty() ? policies : policies + ". In part: " + rule.partly() + ".";
    }

    @Override
    public String toString() {
        return standard.title();
    }
}
