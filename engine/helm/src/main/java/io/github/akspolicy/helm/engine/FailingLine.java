package io.github.akspolicy.helm.engine;

import io.github.akspolicy.helm.template.TemplateFile;
import io.github.akspolicy.helm.template.TemplateFile.Keyword;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The line of a template at which Helm itself ended, which it cannot say any more. Found by renders of copies that stop at
 * a place: what is reached lies before.
 *
 * @param file the template, relative to the folder of the chart, with slashes
 * @param line the line, from 1, of the outermost action that did not come to its end
 */
public record FailingLine(String file, int line) {
    private static final String MARK = "aks-policy-reached";
    private static final String STOP = "{{ fail \"" + MARK + "\" }}";
    private static final Set<Keyword> NOT_EXECUTED = Set.of(Keyword.DEFINE, Keyword.END, Keyword.NONE);
    private static final long MAX_NANOS = 60_000_000_000L;

    /** Renders the chart that is searched. */
    @FunctionalInterface
    public interface Rendering {
        /** Has Helm render the chart with another content of one file. */
        void run(String path, byte[] content) throws HelmFailure, IOException;
    }

    /**
     * Searches for at most about a minute, unless the render took too long already.
     *
     * @param files those of the chart that failed, by path
     * @param rendering renders it
     * @param failure how it failed
     * @return the line, or null when it is not found, as in a chart that is packed
     */
    public static @Nullable FailingLine find(Map<String, byte[]> files, Rendering rendering, HelmFailure failure) {
        if (!failure.isOfEngine()
                || failure.isOfMachine()
                || HelmEngines.tookTooLong().getMessage().equals(failure.getMessage())) {
            return null;
        }
        return new Search(files, rendering).find();
    }

    private static final class Search {
        private final Map<String, byte[]> contents;
        private final Rendering rendering;
        private final long end = System.nanoTime() + MAX_NANOS;
        private boolean failed;

        Search(Map<String, byte[]> contents, Rendering rendering) {
            this.contents = contents;
            this.rendering = rendering;
        }

        @Nullable
        FailingLine find() {
            List<String> files = templates();
            int last = last(files.size(), i -> reaches(files.get(i), 0));
            if (last < 0 || failed) {
                return null;
            }
            String file = files.get(last);
            // bytes as characters: what is no UTF-8 stays as it is
            String text = text(file);
            TemplateFile template = TemplateFile.read(text).orElse(null);
            if (template == null) {
                return null;
            }
            List<Integer> actions = outermostActions(template);
            int action = last(actions.size(), i -> reaches(file, template.offsetOf(actions.get(i))));
            return action < 0 || failed ? null : new FailingLine(file, template.lineOf(actions.get(action)));
        }

        /** The templates in the order in which Helm renders them: the deepest first, then from the end of the alphabet. */
        private List<String> templates() {
            return contents.keySet().stream()
                    .filter(path -> path.matches("(charts/[^/]+/)*templates/.+") && !path.matches(".*/_[^/]*"))
                    .sorted(Comparator.comparing((String path) ->
                                    path.chars().filter(c -> c == '/').count())
                            .thenComparing(Comparator.naturalOrder())
                            .reversed())
                    .toList();
        }

        private String text(String file) {
            return new String(Objects.requireNonNull(contents.get(file)), StandardCharsets.ISO_8859_1);
        }

        /** The last index that is reached, given that all before a reached one are, or -1. */
        private static int last(int size, IntPredicate reached) {
            int low = -1;
            int high = size;
            while (high - low > 1) {
                int middle = (low + high) / 2;
                if (reached.test(middle)) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private boolean reaches(String file, int offset) {
            if (failed || System.nanoTime() - end > 0) {
                failed = true;
                return false;
            }
            String text = text(file);
            String stopped = text.substring(0, offset) + STOP + text.substring(offset);
            try {
                rendering.run(file, stopped.getBytes(StandardCharsets.ISO_8859_1));
                failed = true;
                return false;
            } catch (HelmFailure e) {
                return !e.isOfEngine() && e.getMessage().contains(MARK);
            } catch (IOException e) {
                failed = true;
                return false;
            }
        }
    }

    /** The actions that stand in no other and are executed. */
    private static List<Integer> outermostActions(TemplateFile template) {
        return IntStream.range(0, template.size())
                .filter(action -> template.parent(action) < 0 && !NOT_EXECUTED.contains(template.keyword(action)))
                .boxed()
                .toList();
    }
}
