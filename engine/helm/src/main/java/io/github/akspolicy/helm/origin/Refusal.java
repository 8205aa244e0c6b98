package io.github.akspolicy.helm.origin;

import io.github.akspolicy.helm.chart.Instance;
import io.github.akspolicy.helm.origin.Symbol.Context;
import io.github.akspolicy.helm.origin.SymbolicEvaluator.Body;
import io.github.akspolicy.helm.origin.SymbolicEvaluator.Scope;
import io.github.akspolicy.helm.origin.TemplateContext.OfAnyValues;
import io.github.akspolicy.helm.template.Expression;
import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Site;
import io.github.akspolicy.helm.template.TemplateFile;
import io.github.akspolicy.helm.template.TemplateFile.Branch;
import io.github.akspolicy.helm.template.TemplateFile.Keyword;
import io.github.akspolicy.helm.twin.ChartTwins;
import io.github.akspolicy.helm.twin.Frame;
import io.github.akspolicy.helm.values.ValuesLayers;
import io.github.akspolicy.manifest.ForeignText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What Helm says about the values of a render that it refused. It names the action that failed and those that called the template
 * of it; the values that these ask for are to be looked at first. A hint, which proves nothing: the chain may not be followed, and
 * another value may have made the action run.
 */
public final class Refusal {
    private static final String REFUSED = "execution error at (";

    private static final Set<String> GIVING_UP = Set.of("fail", "required");

    /** The characters of a format that tell it from others, at least. */
    private static final int TELLING = 6;

    /** Where an action failed: in a named template that the action before it calls. */
    private static final Pattern LINK = Pattern.compile(
            "template: ([^:\\n]{1,1000}):(\\d{1,9}):\\d+: executing \"([^\"\\n]{0,1000})\" at <((?:(?!>: )[^\\n]){0,1000})");

    private static final Pattern WRITTEN = Pattern.compile("\\.Values((?:\\.\\w+)+)");

    /** Which keys are meant, the likeliest first. */
    private final List<Predicate<List<Object>>> hints;

    private Refusal(List<Predicate<List<Object>>> hints) {
        this.hints = List.copyOf(hints);
    }

    /**
     * Those of several values that are likeliest meant; none where nothing is known of any.
     *
     * @param key the path of each from the root of all values
     */
    public <T> List<T> among(Collection<T> values, Function<T, List<Object>> key) {
        return hints.stream()
                .map(hint -> values.stream()
                        .filter(value -> hint.test(key.apply(value)))
                        .toList())
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    static Refusal of(RenderedChart chart, String message) {
        List<Predicate<List<Object>>> hints = new ArrayList<>();
        if (message.startsWith(REFUSED)) {
            words(chart, message, hints);
        } else {
            actions(chart, message, hints);
        }
        return new Refusal(hints);
    }

    /** The chart itself gives up: with words that an action says, or that name a key. */
    private static void words(RenderedChart chart, String message, List<Predicate<List<Object>>> hints) {
        int end = message.indexOf(':');
        Instance instance = end < 0 ? null : chart.instance(message.substring(REFUSED.length(), end));
        String said = ForeignText.toShow(message);
        if (instance != null) {
            Set<List<Object>> keys = keys(chart.twins(), instance, said).stream()
                    .map(path -> ValuesLayers.rootPath(instance, path))
                    .collect(Collectors.toSet());
            hints.add(along(keys));
        }
        hints.add(key -> names(said, String.valueOf(key.get(key.size() - 1))));
    }

    /**
     * A place where an action failed.
     *
     * @param sites the actions in its line
     * @param failed the expression, as Go writes it
     */
    private record Link(List<Site> sites, String failed) {
        /** The actions that may have failed. */
        List<Site> failing() {
            List<Site> saying = sites.stream()
                    .filter(site -> site.file().content(site.action()).contains(failed))
                    .toList();
            return saying.isEmpty() ? sites : saying;
        }

        /** The action that calls what the next place is in. */
        Site call(Link next) {
            Site inside = next.sites().get(0);
            TemplateFile.Define called = inside.file().defineAround(inside.action());
            return failing().stream()
                    .filter(site -> {
                        Expression expression =
                                site.file().statement(site.action()).expression();
                        return called != null
                                && expression != null
                                && SymbolicEvaluator.include(expression, called.name()) != null;
                    })
                    .findFirst()
                    .orElse(failing().get(0));
        }
    }

    private static void actions(RenderedChart chart, String message, List<Predicate<List<Object>>> hints) {
        var links = new ArrayList<Link>();
        Instance instance = null;
        String failed = "";
        Matcher link = LINK.matcher(message);
        while (link.find()) {
            instance = instance == null ? chart.instance(link.group(1)) : instance;
            failed = link.group(4);
            List<Site> sites = chart.twins().actions(link.group(1), link.group(3), Integer.parseInt(link.group(2)));
            if (!sites.isEmpty()) {
                links.add(new Link(sites, failed));
            }
        }
        if (instance != null && !links.isEmpty()) {
            Frame level = Frame.FILE;
            for (int i = 0; i + 1 < links.size(); i++) {
                level = new Frame(level, links.get(i).call(links.get(i + 1)), null);
            }
            Frame innermost = level;
            var evaluator = new SymbolicEvaluator(chart, instance);
            List<Scope> scopes = links.get(links.size() - 1).failing().stream()
                    .map(site -> evaluator.scope(innermost, site.file(), site.action(), null))
                    .toList();
            // what a block is about, its actions ask for; a condition may be met by the value that fails in it
            hints.add(asked(evaluator, scopes, EnumSet.of(Keyword.RANGE, Keyword.WITH)));
            hints.add(asked(evaluator, scopes, EnumSet.allOf(Keyword.class)));
        }
        Matcher written = WRITTEN.matcher(failed);
        while (instance != null && written.find()) {
            List<Object> path = List.of((Object[]) written.group(1).substring(1).split("\\."));
            hints.add(along(Set.of(ValuesLayers.rootPath(instance, path))));
        }
    }

    /** Along what actions ask for, and some of the blocks around them. */
    private static Predicate<List<Object>> asked(SymbolicEvaluator evaluator, List<Scope> scopes, Set<Keyword> blocks) {
        var mentions = new Mentions(evaluator);
        for (Scope scope : scopes) {
            mentions.alone(scope);
            for (Branch branch : scope.file().branchesAround(scope.action())) {
                if (blocks.contains(scope.file().keyword(branch.opener()))) {
                    mentions.alone(scope.body().at(branch.action()));
                }
            }
        }
        return along(mentions.found().stream()
                .filter(mention -> !mention.path().isEmpty())
                .map(mention -> ValuesLayers.rootPath(mention.instance(), mention.path()))
                .collect(Collectors.toSet()));
    }

    /** Whether a path leads to one of others or further. */
    private static Predicate<List<Object>> along(Set<List<Object>> paths) {
        return key -> paths.stream().anyMatch(path -> {
            int common = Math.min(key.size(), path.size());
            return key.subList(0, common).equals(path.subList(0, common));
        });
    }

    /** Whether a text holds a name that is part of no longer one. */
    private static boolean names(String text, String name) {
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            int end = at + name.length();
            if ((at == 0 || !isWord(text.charAt(at - 1))) && (end == text.length() || !isWord(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '-';
    }

    /** The keys that decide whether these words are said, the nearest first. */
    private static Set<List<Object>> keys(ChartTwins twins, Instance instance, String said) {
        var mentions = new Mentions(new SymbolicEvaluator(new OfAnyValues(twins), instance));
        for (TemplateFile template : twins.templates()) {
            for (int i = 0; i < template.size(); i++) {
                Expression computed = template.statement(i).expression();
                if (computed != null && says(computed, said)) {
                    mentions.guarded(new Body(template, new Context(instance), null).at(i));
                }
            }
        }
        var keys = new LinkedHashSet<List<Object>>();
        for (Mention mention : mentions.found()) {
            List<Object> path = mention.path();
            // a key is asked for in the mapping that it is in
            if (!path.isEmpty()
                    && keys.stream()
                            .noneMatch(key -> key.size() >= path.size()
                                    && key.subList(0, path.size()).equals(path))) {
                keys.add(path);
            }
        }
        return keys;
    }

    /** Whether an expression gives up with these words. */
    private static boolean says(Expression expression, String said) {
        return expression
                .parts()
                .filter(part -> part instanceof Call call && GIVING_UP.contains(call.function()))
                .flatMap(Expression::parts)
                .map(Expression::text)
                .anyMatch(text -> text != null && isSaid(text, said));
    }

    /** Whether the parts of a format between what is put in are in a text. */
    private static boolean isSaid(String format, String said) {
        String line = format.strip().lines().findFirst().orElse("");
        int longest = 0;
        int from = 0;
        for (String part : line.split("%", -1)) {
            String plain = (from++ == 0 || part.isEmpty() ? part : part.substring(1)).strip();
            if (!said.contains(plain)) {
                return false;
            }
            longest = Math.max(longest, plain.length());
        }
        return longest >= TELLING || (!line.contains("%") && longest > 0);
    }
}
