package io.github.akspolicy.helm;

import io.github.akspolicy.helm.engine.ChartSession;
import io.github.akspolicy.helm.engine.HelmCall;
import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.engine.RenderReason;
import io.github.akspolicy.helm.plain.PlainRender;
import io.github.akspolicy.helm.template.ApiQuestion;
import io.github.akspolicy.helm.template.Envelope;
import io.github.akspolicy.helm.twin.TemplateTexts;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.source.ChartRequest;
import io.github.akspolicy.source.KnownApis;
import io.github.akspolicy.source.SourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which render counts where a cluster serves other APIs than Helm knows by itself. The embedded Helm cannot be given a list: the
 * question {@code .Capabilities.APIVersions.Has} is rewritten in a copy of the templates. The copy counts only where rewriting
 * changed nothing else: with Helm's own list it must render as the chart itself does. Safe for several threads.
 */
final class ApiVersions {
    /** {@code group/version} or {@code group/version/Kind}; nothing in it needs more than its dots quoted. */
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9.-]+(/[A-Za-z0-9.-]+){0,2}");

    /** What Helm says of a question that was not rewritten: it stands in text that {@code tpl} reads, or that is not UTF-8. */
    private static final String ASKED = "can't evaluate field Has in type";

    private @Nullable List<String> builtIn;

    /** Renders of a chart. An answer is a regular expression of Go for the versions that {@code Has} accepts. */
    interface Variants {
        /** Whether a template may see the list itself. */
        boolean maySeeList(String answer, PlainRender plain);

        /** With questions answered. */
        PlainRender answered(RenderReason reason, String answer) throws HelmFailure, IOException;

        /** The same, and templates see the list. */
        PlainRender listed(RenderReason reason, String answer, Collection<String> list) throws HelmFailure, IOException;

        /**
         * With questions answered and texts of ours in the place of keys.
         *
         * @param list what templates see of the list; empty for what Helm shows
         * @param again whether with other texts than without
         */
        PlainRender compared(String answer, Collection<String> list, boolean again) throws HelmFailure, IOException;

        /** The chart itself, another time: what differs is random. */
        PlainRender again() throws HelmFailure, IOException, SourceException;
    }

    /**
     * The render to evaluate.
     *
     * @param plain of the chart itself
     * @param texts its templates
     * @throws HelmFailure when a question cannot be rewritten
     */
    PlainRender choose(
            ChartSession session, KnownApis known, Path folder, PlainRender plain, TemplateTexts texts, Variants chart)
            throws HelmFailure, IOException, SourceException {
        if (known.helmsOwn() && known.versions().isEmpty()) {
            return plain;
        }
        var all = new LinkedHashSet<>(known.helmsOwn() ? builtIn(session, folder) : List.of());
        all.addAll(known.versions());
        String answer = pattern(all);
        Set<ApiQuestion> questions = texts.questions();
        PlainRender chosen = plain;
        if (questions == null || !questions.isEmpty()) {
            List<String> ofHelm = builtIn(session, folder);
            if (questions == null
                    || questions.stream().anyMatch(question -> question.tellsApart(all::contains, ofHelm::contains))) {
                chosen = choose(plain, answer, pattern(ofHelm), texts, chart);
            }
        }
        return chart.maySeeList(answer, plain) ? add(chosen, answer, all, texts, chart) : chosen;
    }

    private static PlainRender choose(
            PlainRender plain, String answer, String helmsOwn, TemplateTexts texts, Variants chart)
            throws HelmFailure, IOException, SourceException {
        PlainRender answered = chart.answered(RenderReason.SERVED_APIS, answer);
        if (isSame(answered, plain)) {
            return plain;
        }
        if (isFaithful(plain, helmsOwn, texts, chart)) {
            // what the charts saw and loaded is the same
            return new PlainRender(answered.files(), plain.scopes(), answered.unreadable(), answered.log());
        }
        // a chart that can tell the copy from itself: what either renders may be deployed
        return both(plain, answered);
    }

    /** Whether rewriting changes nothing but the answers. */
    private static boolean isFaithful(PlainRender plain, String helmsOwn, TemplateTexts texts, Variants chart)
            throws HelmFailure, IOException, SourceException {
        if (texts.mayMakeKeys()) {
            PlainRender own = compared(chart, helmsOwn, List.of(), false);
            PlainRender again = own == null ? null : compared(chart, helmsOwn, List.of(), true);
            if (own != null && again != null && equal(plain.files(), own.files(), again.files())) {
                return true;
            }
        }
        PlainRender rewritten = chart.answered(RenderReason.COMPARISON, helmsOwn);
        return isSame(rewritten, plain)
                || equal(rewritten.files(), plain.files(), chart.again().files());
    }

    /** Null where the chart cannot do with texts of ours: the chart itself decides then. */
    private static @Nullable PlainRender compared(Variants chart, String answer, Collection<String> list, boolean again)
            throws HelmFailure, IOException {
        try {
            return chart.compared(answer, list, again);
        } catch (HelmFailure refused) {
            if (refused.isOfEngine()) {
                throw refused;
            }
            return null;
        }
    }

    private static PlainRender both(PlainRender plain, PlainRender answer) {
        var both = new TreeMap<>(plain.files());
        answer.files().forEach((path, text) -> {
            String known = both.get(path);
            if (known == null || !text.stripTrailing().equals(known.stripTrailing())) {
                both.merge(path, text, (first, second) -> first + "\n---\n" + second);
            }
        });
        return new PlainRender(both, plain.scopes(), plain.unreadable(), plain.log());
    }

    /** Whether copies that make nothing random are equal with and without the list. */
    private static boolean isWithoutEffect(String answer, Collection<String> all, TemplateTexts texts, Variants chart)
            throws HelmFailure, IOException {
        PlainRender seeing = texts.mayMakeKeys() ? compared(chart, answer, all, false) : null;
        PlainRender other = seeing == null ? null : compared(chart, answer, List.of(), false);
        return seeing != null && other != null && isSame(seeing, other);
    }

    /** Adds what templates write that reach the list otherwise than by asking it, as by {@code toJson .Capabilities}. */
    private static PlainRender add(
            PlainRender chosen, String answer, Collection<String> all, TemplateTexts texts, Variants chart)
            throws HelmFailure, IOException {
        if (isWithoutEffect(answer, all, texts, chart)) {
            return chosen;
        }
        PlainRender listed;
        try {
            listed = chart.listed(RenderReason.SERVED_APIS, answer, all);
        } catch (HelmFailure e) {
            if (!e.isOfEngine() && e.getMessage().contains(ASKED)) {
                throw new HelmFailure("the chart asks .Capabilities.APIVersions.Has in text that tpl reads, or in a"
                        + " template that is not UTF-8, and Helm cannot be given the APIs of the cluster there: ask it in"
                        + " a template, or set capabilities: helm");
            }
            if (e.isOfEngine()) {
                throw e;
            }
            // it cannot do without what .Capabilities is in Helm
            return chosen;
        }
        return isSame(listed, chosen)
                        || equal(
                                chosen.files(),
                                listed.files(),
                                chart.listed(RenderReason.COMPARISON, answer, all)
                                        .files())
                ? chosen
                : both(chosen, listed);
    }

    /** Whether two renders are the same but for the ends of files: Helm cuts that of the one that comes last, which any may. */
    private static boolean isSame(PlainRender one, PlainRender other) {
        return equal(one.files(), other.files(), other.files());
    }

    private static boolean equal(
            SortedMap<String, String> rewritten, SortedMap<String, String> plain, SortedMap<String, String> again) {
        if (!rewritten.keySet().equals(plain.keySet()) || !again.keySet().equals(plain.keySet())) {
            return false;
        }
        for (String path : plain.keySet()) {
            List<String> first = lines(plain.get(path));
            List<String> second = lines(again.get(path));
            List<String> other = lines(rewritten.get(path));
            if (first.size() != second.size() || first.size() != other.size()) {
                return false;
            }
            for (int i = 0; i < first.size(); i++) {
                if (first.get(i).equals(second.get(i)) && !first.get(i).equals(other.get(i))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<String> lines(@Nullable String text) {
        return text == null ? new ArrayList<>() : List.of(text.stripTrailing().split("\n", -1));
    }

    private static String pattern(Collection<String> all) throws HelmFailure {
        var pattern = new StringBuilder("^(");
        for (String version : all) {
            if (!VERSION.matcher(version).matches()) {
                throw new HelmFailure("this is not an API version: " + version);
            }
            pattern.append(pattern.length() == 2 ? "" : "|").append(version.replace(".", "\\."));
        }
        return pattern.append(")$").toString();
    }

    private synchronized List<String> builtIn(ChartSession session, Path folder) throws HelmFailure, IOException {
        if (builtIn == null) {
            Path chart = folder.resolve("probe");
            Files.createDirectories(chart.resolve("templates"));
            Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: probe\nversion: 0.1.0\n");
            Files.writeString(chart.resolve("templates/probe.yaml"), Envelope.apiVersionsProbe());
            String output = session.with(new HelmCall(
                            chart, "probe", "default", ChartRequest.DEFAULT_KUBE_VERSION, List.of(), List.of()))
                    .template(RenderReason.PROBE, chart);
            List<String> told = told(Envelope.open(output).getOrDefault("probe/templates/probe.yaml", "[]"));
            if (told.isEmpty()) {
                throw new HelmFailure("Helm does not report which API versions it knows: " + session.describe());
            }
            builtIn = told;
        }
        return builtIn;
    }

    private static List<String> told(String json) {
        try {
            return JsonValues.parse(json) instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of();
        } catch (IOException noJson) {
            return List.of();
        }
    }
}
