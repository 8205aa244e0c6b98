package io.github.akspolicy.helm.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
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
    private static final long MAX_NANOS = 60_000_000_000L;

    /**
     * Searches for at most about a minute, unless the render took too long already.
     *
     * @param session the release
     * @param chart a folder of ours with the chart that failed, which may be changed
     * @param failure how it failed
     * @return the line, or null when it is not found, as in a chart that is packed
     */
    public static @Nullable FailingLine find(ChartSession session, Path chart, HelmFailure failure) {
        if (!failure.isOfEngine()
                || failure.isOfMachine()
                || HelmEngines.tookTooLong().getMessage().equals(failure.getMessage())
                || !Files.isDirectory(chart)) {
            return null;
        }
        try {
            return new Search(session, chart).find();
        } catch (IOException e) {
            return null;
        }
    }

    private static final class Search {
        private final ChartSession session;
        private final Path chart;
        private final long end = System.nanoTime() + MAX_NANOS;
        private boolean failed;

        Search(ChartSession session, Path chart) {
            this.session = session;
            this.chart = chart;
        }

        @Nullable
        FailingLine find() throws IOException {
            List<String> files = templates();
            int last = last(files.size(), i -> reaches(files.get(i), 0));
            if (last < 0 || failed) {
                return null;
            }
            String file = files.get(last);
            // bytes as characters: what is no UTF-8 stays as it is
            String text = Files.readString(chart.resolve(file), StandardCharsets.ISO_8859_1);
            List<Integer> actions = outermostActions(text);
            int action = last(actions.size(), i -> reaches(file, actions.get(i)));
            if (action < 0 || failed) {
                return null;
            }
            long line = text.substring(0, actions.get(action))
                            .chars()
                            .filter(c -> c == '\n')
                            .count()
                    + 1;
            return new FailingLine(file, (int) line);
        }

        /** The templates in the order in which Helm renders them: the deepest first, then from the end of the alphabet. */
        private List<String> templates() throws IOException {
            try (Stream<Path> walk = Files.walk(chart)) {
                return walk.filter(Files::isRegularFile)
                        .map(path -> chart.relativize(path).toString().replace('\\', '/'))
                        .filter(path -> path.matches("(charts/[^/]+/)*templates/.+") && !path.matches(".*/_[^/]*"))
                        .sorted(Comparator.comparing((String path) ->
                                        path.chars().filter(c -> c == '/').count())
                                .thenComparing(Comparator.naturalOrder())
                                .reversed())
                        .toList();
            }
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
            Path path = chart.resolve(file);
            try {
                String text = Files.readString(path, StandardCharsets.ISO_8859_1);
                replace(path, text.substring(0, offset) + STOP + text.substring(offset));
                try {
                    session.template(RenderReason.FAILING_LINE, chart);
                    failed = true;
                    return false;
                } catch (HelmFailure e) {
                    return !e.isOfEngine() && e.getMessage().contains(MARK);
                } finally {
                    replace(path, text);
                }
            } catch (IOException e) {
                failed = true;
                return false;
            }
        }
    }

    /** The file may have links. */
    private static void replace(Path file, String text) throws IOException {
        Files.delete(file);
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }

    /** Where the actions begin that stand in no other, definitions and comments left out. */
    static List<Integer> outermostActions(String text) {
        var starts = new ArrayList<Integer>();
        int depth = 0;
        int at = text.indexOf("{{");
        while (at >= 0) {
            int end = end(text, at);
            String content = text.substring(at + 2, end).replaceFirst("^-?\\s*", "");
            String word = content.replaceFirst("(?s)^([a-z]*).*", "$1");
            boolean opens = List.of("if", "range", "with", "block", "define").contains(word);
            if (depth == 0 && !word.equals("define") && !content.startsWith("/*")) {
                starts.add(at);
            }
            depth += opens ? 1 : word.equals("end") ? -1 : 0;
            at = text.indexOf("{{", end);
        }
        return starts;
    }

    /** Behind the action that begins at an offset. */
    private static int end(String text, int start) {
        int at = start + 2;
        if (text.startsWith("/*", at) || text.startsWith("- /*", at)) {
            int close = text.indexOf("*/", at);
            return close < 0 ? text.length() : close;
        }
        while (at < text.length() && !text.startsWith("}}", at)) {
            char c = text.charAt(at);
            at++;
            if (c == '"' || c == '\'' || c == '`') {
                while (at < text.length() && text.charAt(at) != c) {
                    at += c != '`' && text.charAt(at) == '\\' ? 2 : 1;
                }
                at++;
            }
        }
        return Math.min(at, text.length());
    }
}
