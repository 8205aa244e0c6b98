package io.github.akspolicy.template.exec;

import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.parse.ParseException;
import io.github.akspolicy.template.parse.Parser;
import io.github.akspolicy.template.parse.TemplateText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Texts that were read before: a chart is executed several times. Safe for several threads. */
public final class ParsedTexts {
    /** Texts that templates put together may be others each time. */
    private static final int MOST = 2_000;

    private final Map<TemplateText, Map<String, Node.Sequence>> read = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TemplateText, Map<String, Node.Sequence>> eldest) {
            return size() > MOST;
        }
    };

    /**
     * The templates of a text by their names.
     *
     * @param functions whether there is a function of a name; the same for all texts
     * @throws ParseException if Go would refuse the text
     */
    synchronized Map<String, Node.Sequence> read(TemplateText text, Predicate<String> functions) throws ParseException {
        Map<String, Node.Sequence> known = read.get(text);
        if (known == null) {
            known = Map.copyOf(Parser.parse(text, functions));
            read.put(text, known);
        }
        return known;
    }
}
