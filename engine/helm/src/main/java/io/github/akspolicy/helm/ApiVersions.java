package io.github.akspolicy.helm;

import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.engine.RenderReason;
import io.github.akspolicy.helm.plain.PlainRender;
import io.github.akspolicy.helm.plain.TextRenderer;
import io.github.akspolicy.helm.template.ApiQuestion;
import io.github.akspolicy.helm.twin.ChartTwins;
import io.github.akspolicy.source.KnownApis;
import io.github.akspolicy.source.SourceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
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

    /**
     * Chooses for one release of a chart. An answer is a regular expression of Go for the versions that {@code Has} accepts.
     */
    final class Choice {
        private final KnownApis known;
        private final TextRenderer renderer;
        private final ChartTwins twins;
        private final PlainRender plain;
        private final Map<List<Object>, PlainRender> compared = new HashMap<>();
        private ChartTwins shown;

        /**
         * @param renderer the release
         * @param twins the chart
         * @param plain the render of the chart itself
         */
        Choice(KnownApis known, TextRenderer renderer, ChartTwins twins, PlainRender plain) {
            this.known = known;
            this.renderer = renderer;
            this.twins = twins;
            this.plain = plain;
            this.shown = twins;
        }

        /** The twins that show most of the lines. */
        ChartTwins twins() {
            return shown;
        }

        /**
         * The render to evaluate.
         *
         * @param mayReadList whether a template may see the list otherwise than by its name
         * @throws HelmFailure when a question cannot be rewritten
         */
        PlainRender render(BooleanSupplier mayReadList) throws HelmFailure, IOException, SourceException {
            if (known.helmsOwn() && known.versions().isEmpty()) {
                return plain;
            }
            var all = new LinkedHashSet<>(known.helmsOwn() ? builtIn(renderer) : List.of());
            all.addAll(known.versions());
            String answer = pattern(all);
            Set<ApiQuestion> questions = twins.templateTexts().questions();
            PlainRender chosen = plain;
            if (questions == null || !questions.isEmpty()) {
                List<String> ofHelm = builtIn(renderer);
                if (questions == null
                        || questions.stream()
                                .anyMatch(question -> question.tellsApart(all::contains, ofHelm::contains))) {
                    chosen = withAnswers(answer, pattern(ofHelm));
                }
            }
            return twins.templateTexts().nameApiVersions(answer) || mayReadList.getAsBoolean()
                    ? withList(chosen, answer, all)
                    : chosen;
        }

        private PlainRender withAnswers(String answer, String helmsOwn)
                throws HelmFailure, IOException, SourceException {
            PlainRender answered = answered(answer, List.of());
            if (isSame(answered, plain)) {
                return plain;
            }
            if (isFaithful(helmsOwn)) {
                // what the charts saw and loaded is the same
                return new PlainRender(answered.files(), plain.scopes(), answered.unreadable(), answered.log());
            }
            // a chart that can tell the copy from itself: what either renders may be deployed
            return both(plain, answered);
        }

        /** Whichever of the renders counts, this one shows most of the lines. */
        private PlainRender answered(String answer, Collection<String> list)
                throws HelmFailure, IOException, SourceException {
            shown = twins.answering(answer);
            PlainRender answered = renderer.documents(RenderReason.SERVED_APIS, twins.served(answer), list);
            if (!answered.scopes().keySet().equals(plain.scopes().keySet())) {
                throw new HelmFailure("with other API versions Helm loads other charts: "
                        + answered.scopes().keySet() + " instead of "
                        + plain.scopes().keySet());
            }
            return answered;
        }

        /** Whether rewriting changes nothing but the answers. */
        private boolean isFaithful(String helmsOwn) throws HelmFailure, IOException, SourceException {
            if (twins.templateTexts().mayMakeKeys()) {
                PlainRender own = compared(helmsOwn, List.of(), false);
                PlainRender again = own == null ? null : compared(helmsOwn, List.of(), true);
                if (own != null && again != null && equal(plain.files(), own.files(), again.files())) {
                    return true;
                }
            }
            PlainRender rewritten = renderer.documents(RenderReason.COMPARISON, twins.served(helmsOwn), List.of());
            // what differs in the chart itself, another time, is random
            return isSame(rewritten, plain)
                    || equal(
                            rewritten.files(),
                            plain.files(),
                            renderer.untouched(RenderReason.COMPARISON).files());
        }

        /**
         * With questions answered and texts of ours in the place of keys; null where the chart cannot do with them: the chart itself
         * decides then.
         *
         * @param list what templates see of the list; empty for what Helm shows
         * @param again whether with other texts than without
         */
        private @Nullable PlainRender compared(String answer, Collection<String> list, boolean again)
                throws HelmFailure, IOException, SourceException {
            List<Object> key = List.of(answer, list, again);
            PlainRender render = compared.get(key);
            if (render == null) {
                try {
                    render = renderer.documents(RenderReason.COMPARISON, twins.compared(answer, again), list);
                } catch (HelmFailure refused) {
                    refused.requireOfChart();
                    return null;
                }
                compared.put(key, render);
            }
            return render;
        }

        /** Adds what templates write that reach the list otherwise than by asking it, as by {@code toJson .Capabilities}. */
        private PlainRender withList(PlainRender chosen, String answer, Collection<String> all)
                throws HelmFailure, IOException, SourceException {
            if (isWithoutEffect(answer, all)) {
                return chosen;
            }
            PlainRender listed;
            try {
                listed = answered(answer, all);
            } catch (HelmFailure e) {
                e.requireOfChart();
                if (e.getMessage().contains(ASKED)) {
                    throw new HelmFailure("the chart asks .Capabilities.APIVersions.Has in text that tpl reads, or in a"
                            + " template that is not UTF-8, and Helm cannot be given the APIs of the cluster there: ask it in"
                            + " a template, or set capabilities: helm");
                }
                // it cannot do without what .Capabilities is in Helm
                return chosen;
            }
            return isSame(listed, chosen)
                            || equal(
                                    chosen.files(),
                                    listed.files(),
                                    renderer.documents(RenderReason.COMPARISON, twins.served(answer), all)
                                            .files())
                    ? chosen
                    : both(chosen, listed);
        }

        /** Whether copies that make nothing random are equal with and without the list. */
        private boolean isWithoutEffect(String answer, Collection<String> all)
                throws HelmFailure, IOException, SourceException {
            PlainRender seeing = twins.templateTexts().mayMakeKeys() ? compared(answer, all, false) : null;
            PlainRender other = seeing == null ? null : compared(answer, List.of(), false);
            return seeing != null && other != null && isSame(seeing, other);
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

    private synchronized List<String> builtIn(TextRenderer renderer) throws HelmFailure, IOException {
        if (builtIn == null) {
            builtIn = renderer.apiVersions();
        }
        return builtIn;
    }
}
