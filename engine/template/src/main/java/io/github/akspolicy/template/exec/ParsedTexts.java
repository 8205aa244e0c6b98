package io.github.akspolicy.template.exec;

import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.parse.ParseException;
import io.github.akspolicy.template.parse.Parser;
import io.github.akspolicy.template.parse.TemplateText;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Texts that were read before: a chart is executed several times. Safe for several threads. */
public final class ParsedTexts {
    /** Texts that templates put together may be others each time. */
    private static final int MOST = 2_000;

    /**
     * A text that was read.
     *
     * @param functions the functions that are called in it
     */
    private record Known(Map<String, Node.Sequence> templates, Set<String> functions) {}

    private final Map<TemplateText, Known> read = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TemplateText, Known> eldest) {
            return size() > MOST;
        }
    };

    /**
     * The templates of a text by their names.
     *
     * @param functions whether there is a function of a name
     * @throws ParseException if Go would refuse the text
     */
    synchronized Map<String, Node.Sequence> read(TemplateText text, Predicate<String> functions) throws ParseException {
        Known known = read.get(text);
        if (known == null || !known.functions().stream().allMatch(functions)) {
            var called = new HashSet<String>();
            Map<String, Node.Sequence> templates =
                    Parser.parse(text, name -> functions.test(name) && (called.add(name) || true));
            known = new Known(Map.copyOf(templates), called);
            read.put(text, known);
        }
        return known.templates();
    }
}
