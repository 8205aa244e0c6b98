package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.execution.ExecutedChart;
import io.github.akspolicy.helm.execution.ExecutedRelease;
import io.github.akspolicy.helm.execution.SharedValuesException;
import io.github.akspolicy.helm.origin.RenderedChart;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.template.chart.RenderException;
import io.github.akspolicy.template.exec.LimitException;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Text;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Executions of the templates of one release with further values. */
final class Executions {
    /** A checksum as the whole value of a key, which is mostly an annotation. */
    private static final Pattern CHECKSUM = Pattern.compile("(?m)^( *(?!name:)[^\\s:]+: )\"?[0-9a-f]{40,128}\"?$");

    /** What an execution takes besides its templates: to put the values together. */
    private static final int STEPS_BESIDE = 500;

    private final ExecutedRelease release;
    private final KnownClaims known;
    private final Comparisons comparisons = new Comparisons();
    private final Map<String, Outcome> rendered = new HashMap<>();
    /** For a file that is made of what others change: all that change anything, and itself. */
    private final Map<String, Set<String>> companions = new HashMap<>();
    /** The files of which checksums are not computed. */
    private final Set<String> checksummed = new HashSet<>();

    private @Nullable Outcome whole;
    private Map<String, @Nullable Object> latestChanges = Map.of();
    private @Nullable Outcome latest;
    /** Whether a template was seen to change values: each execution has its own then. */
    private boolean changesValues;

    private @Nullable Readers readers;
    private boolean hasLooked;
    private long steps;
    private int lost;
    private String firstCause = "";
    private String leftOut = "";

    /** @param known what was found for other releases of the chart */
    Executions(ExecutedRelease release, KnownClaims known) {
        this.release = release;
        this.known = known;
    }

    /** What one file becomes with values on top of all others; refused where that ends with an error. */
    Outcome of(String file, Map<String, @Nullable Object> changes) {
        Set<String> together = companions.get(file);
        return together == null
                ? run(changes, file::equals, !checksummed.contains(file))
                : run(changes, together::contains, true);
    }

    /** What all files become. */
    Outcome all(Map<String, @Nullable Object> changes) {
        if (latest == null || !latestChanges.equals(changes)) {
            latest = run(changes, path -> true, true);
            latestChanges = changes;
        }
        return latest;
    }

    /** Whether all templates accept changes; only those are executed that look at one of them. */
    boolean areAccepted(Map<String, @Nullable Object> changes, RenderedChart chart) {
        if (!hasLooked) {
            hasLooked = true;
            readers = readers();
        }
        Readers known = changesValues ? null : readers;
        Outcome outcome =
                known == null ? all(changes) : run(changes, path -> known.mayLookAt(path, changes, chart), true);
        return !outcome.isRefused();
    }

    /** Null where templates change values, or are not executed to the end. */
    private @Nullable Readers readers() {
        var found = new Readers(release.assumptions());
        try {
            release.execute(release.shared(), found, path -> true);
            return found;
        } catch (RenderException | RuntimeException ended) {
            // then all are executed each time, which says why it ends
            return null;
        }
    }

    KnownClaims known() {
        return known;
    }

    /** What one file that {@link #isHelms} is with the values of the release alone. */
    Outcome asRendered(String file) {
        return Objects.requireNonNull(rendered.get(file));
    }

    /** Whether no other template changes what such a file is made of. */
    boolean isAlone(String file) {
        return !companions.containsKey(file);
    }

    private Outcome run(Map<String, @Nullable Object> changes, Predicate<String> wanted, boolean checksums) {
        if (!changesValues) {
            try {
                return run(changes, wanted, checksums, false);
            } catch (SharedValuesException changed) {
                changesValues = true;
            }
        }
        return run(changes, wanted, checksums, true);
    }

    private Outcome run(
            Map<String, @Nullable Object> changes, Predicate<String> wanted, boolean checksums, boolean mayChange) {
        var asked = new Asked(release.assumptions(), comparisons, mayChange, checksums);
        steps += STEPS_BESIDE;
        try {
            ExecutedRelease changed = changes.isEmpty()
                    ? release
                    : release.with(
                            ExecutedChart.values(JsonValues.write(changes).getBytes(StandardCharsets.UTF_8)));
            return new Outcome(
                    changed.execute(mayChange ? changed.composed() : changed.shared(), asked, wanted),
                    asked,
                    null,
                    null);
        } catch (SharedValuesException changing) {
            throw changing;
        } catch (RenderException refused) {
            return new Outcome(null, asked, null, String.valueOf(refused.getMessage()));
        } catch (LimitException tooMuch) {
            // a value that is tried may make any chart loop: it is not one to name, and nothing is lost with it
            return new Outcome(null, asked, String.valueOf(tooMuch.getMessage()), null);
        } catch (RuntimeException defect) {
            // its message may quote values
            String cause = "defect of the executor, " + defect.getClass().getSimpleName();
            if (!changes.isEmpty()) {
                lose(cause);
            }
            return new Outcome(null, asked, cause, null);
        } finally {
            steps += asked.steps();
        }
    }

    /** What all executions have taken. */
    long steps() {
        return steps;
    }

    private void lose(String cause) {
        firstCause = lost == 0 ? cause : firstCause;
        lost++;
    }

    /** Something was not tried, for a reason to tell. */
    void leftOut(String why) {
        leftOut = leftOut.isEmpty() ? why : leftOut;
    }

    /** What a reader should know where a value may not be named for a reason that does not lie in the chart and its values. */
    Optional<String> note() {
        String why = lost == 0
                ? leftOut
                : (lost == 1 ? "1 execution" : lost + " executions")
                        + " of the templates ended early, the first by: " + firstCause
                        + (firstCause.startsWith("defect") ? "; report it with the chart" : "");
        return why.isEmpty()
                ? Optional.empty()
                : Optional.of("findings about fields that are not set may lack the values key to set: " + why);
    }

    /**
     * Whether a file is what Helm wrote, but for what only a deployment decides: executed alone, or where other templates change what it
     * is made of, with those that change anything.
     *
     * @param helm Helm's text
     */
    boolean isHelms(String file, String helm) {
        Outcome alone = run(Map.of(), file::equals, true);
        if (isHelms(alone.text(file), helm)) {
            rendered.put(file, withoutChecksums(file, alone));
            return true;
        }
        if (whole == null) {
            whole = all(Map.of());
        }
        var together = new HashSet<>(whole.asked().changing());
        together.add(file);
        companions.put(file, together);
        Outcome outcome = run(Map.of(), together::contains, true);
        rendered.put(file, outcome);
        boolean isHelms = isHelms(outcome.text(file), helm);
        if (!isHelms && whole.cause() != null) {
            // without the execution that all others are compared with, no value is tried for the file
            lose(whole.cause());
        }
        return isHelms;
    }

    /** The same without what checksums are made of, such as all other files: no field comes of it. */
    private Outcome withoutChecksums(String file, Outcome alone) {
        String text = String.valueOf(alone.text(file));
        if (CHECKSUM.matcher(text).find()) {
            Outcome without = run(Map.of(), file::equals, false);
            // one that is cut off, or stands in a name, is not found in the lines that may differ
            if (masked(text).equals(masked(String.valueOf(without.text(file))))) {
                checksummed.add(file);
                return without;
            }
        }
        return alone;
    }

    private static String masked(String text) {
        return CHECKSUM.matcher(text).replaceAll("$1");
    }

    private static boolean isHelms(@Nullable Text text, String helm) {
        if (text == null) {
            return false;
        }
        String written = helm.strip();
        var settled = new StringBuilder();
        int at = 0;
        int from = 0;
        boolean isOpen = false;
        for (Text.Piece piece : text.pieces()) {
            if (piece.mark().sources().isOpen()) {
                at = next(written, settled, at, isOpen);
                settled.setLength(0);
                isOpen = true;
            } else {
                settled.append(text.bytes(), from, piece.end());
            }
            if (at < 0) {
                return false;
            }
            from = piece.end();
        }
        String rest = Bytes.text(settled.toString()).stripTrailing();
        String last = isOpen ? rest : rest.strip();
        return isOpen ? written.indexOf(last, at) >= 0 && written.endsWith(last) : written.equals(last);
    }

    /** Where a piece ends that stands in what Helm wrote; -1 where it does not. */
    private static int next(String written, StringBuilder settled, int from, boolean isBehindOpen) {
        String piece = Bytes.text(settled.toString());
        if (isBehindOpen) {
            int at = written.indexOf(piece, from);
            return at < 0 ? -1 : at + piece.length();
        }
        String first = piece.stripLeading();
        return written.startsWith(first, from) ? from + first.length() : -1;
    }
}
