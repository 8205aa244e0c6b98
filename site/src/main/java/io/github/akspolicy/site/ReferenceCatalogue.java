package io.github.akspolicy.site;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.policy.Reference;
import io.github.akspolicy.policy.Reference.Catalog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rules of a standard, and the answer to each: the policies that refer to it, or why none does. The pages of parity are made of it.
 *
 * @param sections what the sections are called, by their keys, in the order of the page
 */
record ReferenceCatalogue(Catalog catalog, Map<String, String> sections, List<Rule> rules) {
    private static final List<String> PAGES = List.of("cis-aks", "defender", "mcsb", "psrule", "talk");
    private static final Pattern POLICY = Pattern.compile("\\b[a-z]+/[a-z0-9-]+\\b");

    /** What a text may name beside policies. */
    private static final Pattern ELSEWHERE = Pattern.compile("docs/\\S+|https?://\\S+");

    /**
     * A rule.
     *
     * @param section the key of its section
     * @param title what it is called; empty where the id says it
     * @param notEvaluated why no policy can evaluate it; empty when one can
     * @param partly what of it no policy can evaluate; empty when all of it can be
     */
    record Rule(String section, String id, String title, String notEvaluated, String partly) {}

    /** A page that is nothing but a catalogue, as a file describes it. */
    record Page(String file, String title, String source, String version, String read, ReferenceCatalogue catalogue) {
        @Override
        public String toString() {
            return title;
        }

        String text() {
            var text = new StringBuilder("# %s\n\nMade from the code; do not edit.\n\n".formatted(title));
            text.append("For each rule the policies that evaluate it before deployment, or why none does.\n\n");
            text.append("Source: %s%s; read on %s.\n\n"
                    .formatted(source, version.isEmpty() ? "" : "; version " + version, read));
            text.append(catalogue.totals());
            boolean hasTitles =
                    catalogue.rules().stream().anyMatch(rule -> !rule.title().isEmpty());
            text.append(catalogue.tables(
                    hasTitles ? "| rule | what |" : "| rule |",
                    rule -> hasTitles
                            ? "| `%s` | %s |".formatted(rule.id(), PolicyPages.cell(rule.title()))
                            : "| %s |".formatted(PolicyPages.cell(rule.id()))));
            return text.toString();
        }

        static List<Page> all() {
            return PAGES.stream().map(Page::read).toList();
        }

        private static Page read(String name) {
            Field file = PageData.ofPolicies("catalogues/" + name + ".yaml");
            var sections = new LinkedHashMap<String, String>();
            var rules = new ArrayList<Rule>();
            for (Field section : file.get("sections").fields()) {
                String key = Objects.requireNonNull(section.key());
                sections.put(key, key);
                for (Field rule : section.fields()) {
                    rules.add(new Rule(
                            key,
                            Objects.requireNonNull(rule.key()),
                            rule.get("title").stringOr(""),
                            rule.get("none").stringOr(""),
                            rule.get("partly").stringOr("")));
                }
            }
            return new Page(
                    file.get("page").stringOr(""),
                    file.get("title").stringOr(""),
                    file.get("source").stringOr(""),
                    file.get("version").stringOr(""),
                    file.get("read").stringOr(""),
                    new ReferenceCatalogue(
                            Catalog.valueOf(file.get("catalog").stringOr("")), sections, List.copyOf(rules)));
        }
    }

    /** The ids of the policies that refer to a rule, by the id of the rule. */
    Map<String, List<String>> covering() {
        Map<String, List<String>> covering = new TreeMap<>();
        for (Policy policy : new BuiltInPolicies().policies()) {
            references(policy)
                    .forEach(reference -> covering.computeIfAbsent(reference.id(), id -> new ArrayList<>())
                            .add(policy.info().id()));
        }
        covering.values().forEach(ids -> ids.sort(null));
        return covering;
    }

    /** What a policy refers to in this catalogue. */
    Stream<Reference> references(Policy policy) {
        return policy.info().references().stream()
                .filter(reference -> reference.catalog().equals(catalog));
    }

    /** What contradicts itself or is missing, as sentences that say what to do. */
    List<String> mistakes() {
        Set<String> known = new BuiltInPolicies()
                .policies().stream().map(policy -> policy.info().id()).collect(Collectors.toSet());
        Map<String, List<String>> covering = covering();
        var mistakes = new ArrayList<String>();
        for (Rule rule : rules) {
            boolean isAnswered = covering.containsKey(rule.id());
            if (!isAnswered && rule.notEvaluated().isEmpty()) {
                mistakes.add(
                        "%s has no answer: let a policy refer to it (.references(Catalog.%s, \"%s\")), or say why none does"
                                .formatted(rule.id(), catalog.name(), rule.id()));
            }
            if (isAnswered && !rule.notEvaluated().isEmpty()) {
                mistakes.add("%s: \"%s\" and %s contradict each other"
                        .formatted(rule.id(), rule.notEvaluated(), covering.get(rule.id())));
            }
            if (!isAnswered && !rule.partly().isEmpty()) {
                mistakes.add(rule.id() + ": partly, of no policy");
            }
            Stream.of(rule.notEvaluated(), rule.partly())
                    .flatMap(text -> POLICY.matcher(ELSEWHERE.matcher(text).replaceAll(""))
                            .results())
                    .map(MatchResult::group)
                    .filter(id -> !known.contains(id))
                    .forEach(id -> mistakes.add("%s names %s, which is not a policy".formatted(rule.id(), id)));
        }
        List<String> ids = rules.stream().map(Rule::id).toList();
        covering.forEach((id, policies) -> {
            if (!ids.contains(id)) {
                mistakes.add("%s refers to %s, which %s does not have".formatted(policies, id, catalog));
            }
        });
        return mistakes;
    }

    /** How many rules of each section are covered, and of all, as a table. */
    String totals() {
        Map<String, List<String>> covering = covering();
        var table = new StringBuilder("| | rules | covered | cannot be evaluated |\n| --- | ---: | ---: | ---: |\n");
        sections.forEach((key, title) -> table.append(totals(title, of(key), covering)));
        return (sections.size() == 1 ? table : table.append(totals("All", rules, covering))).toString();
    }

    private static String totals(String title, List<Rule> rules, Map<String, List<String>> covering) {
        long covered =
                rules.stream().filter(rule -> covering.containsKey(rule.id())).count();
        long refused =
                rules.stream().filter(rule -> !rule.notEvaluated().isEmpty()).count();
        return "| %s | %d | %d | %d |\n".formatted(title, rules.size(), covered, refused);
    }

    /**
     * The rules with their answers, a table for each section.
     *
     * @param head the columns before the answer, as the head of a table
     * @param cells these columns of a rule
     */
    String tables(String head, Function<Rule, String> cells) {
        Map<String, List<String>> covering = covering();
        String line = head.replaceAll("[^|]+", " --- ");
        var text = new StringBuilder();
        sections.forEach((key, title) -> {
            text.append("\n## ").append(title).append("\n\n");
            text.append("%s policies |\n%s --- |\n".formatted(head, line));
            of(key).forEach(rule -> text.append("%s %s |\n".formatted(cells.apply(rule), answer(rule, covering))));
        });
        return text.toString();
    }

    private List<Rule> of(String section) {
        return rules.stream().filter(rule -> rule.section().equals(section)).toList();
    }

    private static String answer(Rule rule, Map<String, List<String>> covering) {
        if (!rule.notEvaluated().isEmpty()) {
            return "None: " + rule.notEvaluated() + ".";
        }
        String policies = covering.getOrDefault(rule.id(), List.of()).stream()
                .map(id -> "[" + id + "](policies/" + id + ".md)")
                .collect(Collectors.joining(", "));
        return rule.partly().isEmpty() ? policies : policies + ". In part: " + rule.partly() + ".";
    }
}
