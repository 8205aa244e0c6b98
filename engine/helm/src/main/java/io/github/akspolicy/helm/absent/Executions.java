package io.github.akspolicy.helm.absent;

import io.github.akspolicy.helm.execution.ExecutedChart;
import io.github.akspolicy.helm.execution.ExecutedRelease;
import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.template.chart.RenderException;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Text;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Executions of the templates of one release with further values. */
final class Executions {
    private final ExecutedRelease release;
    private final KnownClaims known;
    private final Comparisons comparisons = new Comparisons();
    private final Outcome whole;
    private final Map<String, Outcome> alone = new HashMap<>();

    /** @param known what was found for other releases of the chart */
    Executions(ExecutedRelease release, KnownClaims known) {
        this.release = release;
        this.known = known;
        this.whole = run(Map.of(), path -> true);
    }

    /** What one file becomes with values on top of all others; refused where that ends with an error. */
    Outcome of(String file, Map<String, @Nullable Object> changes) {
        return isAlone(file) ? run(changes, file::equals) : all(changes);
    }

    /** What all files become. */
    Outcome all(Map<String, @Nullable Object> changes) {
        return run(changes, path -> true);
    }

    KnownClaims known() {
        return known;
    }

    /** What one file is with the values of the release alone. */
    Outcome asRendered(String file) {
        return isAlone(file) ? alone(file) : whole;
    }

    /** Whether no other template changes what a file is made of. */
    boolean isAlone(String file) {
        Text text = alone(file).text(file);
        return text != null && Objects.equals(text, whole.text(file));
    }

    private Outcome alone(String file) {
        return alone.computeIfAbsent(file, name -> run(Map.of(), name::equals));
    }

    private Outcome run(Map<String, @Nullable Object> changes, Predicate<String> wanted) {
        var asked = new Asked(release.assumptions(), comparisons);
        try {
            ExecutedRelease changed = changes.isEmpty()
                    ? release
                    : release.with(
                            ExecutedChart.values(JsonValues.write(changes).getBytes(StandardCharsets.UTF_8)));
            return new Outcome(changed.execute(changed.composed(), asked, wanted), asked);
        } catch (RenderException refused) {
            return new Outcome(null, asked);
        } catch (RuntimeException defect) {
            // a limit, or a defect of the executor: nothing is named then
            return new Outcome(null, asked);
        }
    }

    /**
     * Whether a file is what Helm wrote, but for what only a deployment decides.
     *
     * @param helm Helm's text
     */
    boolean isHelms(String file, String helm) {
        Text text = whole.text(file);
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
