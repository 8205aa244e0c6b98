package io.github.akspolicy.helm.template;

import io.github.akspolicy.helm.template.TemplateFile.Define;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What one template of a chart became.
 *
 * @param number what its markers call it
 * @param marked the text to render for lines, as it is written: marks make a string twice as large
 * @param sites the places that markers refer to; empty when the template cannot be read
 * @param file the template, or null when it cannot be read: then the text is the original and Helm will refuse it
 */
public record Twin(
        int number,
        byte[] marked,
        List<Site> sites,
        @Nullable TemplateFile file) {
    public Twin {
        sites = List.copyOf(sites);
    }

    /**
     * The actions of the template that a line of {@link #marked} has.
     *
     * @param executed the named template that Helm executed, as it calls it
     * @param line the line, from 1
     * @return in the order of the text; none where nothing of that name is in it, or it is what is around the template
     */
    public List<Site> actions(String executed, int line) {
        TemplateFile read = file;
        String text = new String(marked, StandardCharsets.UTF_8);
        int start = text.indexOf("{{define " + Instrumenter.quote(executed));
        if (read == null || start < 0) {
            return List.of();
        }
        String name = Names.original(executed);
        Define define = read.defines().stream()
                .filter(defined -> defined.name().equals(name))
                .findFirst()
                .orElse(null);
        long above = text.substring(0, start).chars().filter(c -> c == '\n').count();
        // what is executed keeps its lines
        long own = line - above + (define == null ? 0 : read.lineOf(define.open()) - 1);
        return IntStream.range(0, read.size())
                .filter(i -> Objects.equals(read.defineAround(i), define) && read.isAt(i, own))
                .mapToObj(i -> new Site(read, i, read.offsetOf(i)))
                .toList();
    }
}
