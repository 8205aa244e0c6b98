package io.github.akspolicy.helm;

import io.github.akspolicy.helm.engine.HelmFailure;
import io.github.akspolicy.helm.plain.PlainRender;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which render counts where a cluster serves other APIs than Helm knows by itself. The embedded Helm cannot be given a list: the
 * question {@code .Capabilities.APIVersions.Has} is rewritten in a copy of the templates. The copy counts only where rewriting
 * changed nothing else: with Helm's own list it must render as the chart itself does.
 */
final class ServedApis {
    /** Renders a chart. */
    interface Render {
        PlainRender get() throws HelmFailure, IOException, io.github.akspolicy.source.SourceException;
    }

    private ServedApis() {}

    /**
     * The render to evaluate.
     *
     * @param plain of the chart itself
     * @param served with the APIs of the cluster
     * @param helmsOwn rewritten, too, but with the APIs that Helm knows
     * @param again of the chart itself, another time: what differs is random
     */
    static PlainRender choose(PlainRender plain, Render served, Render helmsOwn, Render again)
            throws HelmFailure, IOException, io.github.akspolicy.source.SourceException {
        PlainRender answer = served.get();
        if (isSame(answer, plain)) {
            return plain;
        }
        PlainRender rewritten = helmsOwn.get();
        if (isSame(rewritten, plain)
                || equal(rewritten.files(), plain.files(), again.get().files())) {
            return answer;
        }
        // a chart that can tell the copy from itself: what either renders may be deployed
        return both(plain, answer);
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

    /** What Helm says of a question that was not rewritten: it stands in text that {@code tpl} reads, or that is not UTF-8. */
    private static final String ASKED = "can't evaluate field Has in type";

    /**
     * Adds what templates write that reach the list otherwise than by asking it, as by {@code toJson .Capabilities}.
     *
     * @param chosen what {@link #choose} returned
     * @param listed the same chart, whose templates see the list itself, too
     * @param again listed, another time: what differs is random
     * @throws HelmFailure when a question cannot be rewritten
     */
    static PlainRender add(PlainRender chosen, Render listed, Render again)
            throws HelmFailure, IOException, io.github.akspolicy.source.SourceException {
        PlainRender answer;
        try {
            answer = listed.get();
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
        if (isSame(answer, chosen)
                || equal(chosen.files(), answer.files(), again.get().files())) {
            return chosen;
        }
        return both(chosen, answer);
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

    private static List<String> lines(@org.jspecify.annotations.Nullable String text) {
        return text == null ? new ArrayList<>() : List.of(text.stripTrailing().split("\n", -1));
    }
}
