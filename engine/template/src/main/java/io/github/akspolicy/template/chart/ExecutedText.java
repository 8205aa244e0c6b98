package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.parse.TemplateText;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Site;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;

/** What {@code tpl} makes of a text: what stands there as it is keeps its marks, anything else comes from the whole text, too. */
final class ExecutedText {
    private ExecutedText() {}

    /**
     * The text that was written, with what is known of the one that was executed.
     *
     * @param template the text that was executed
     * @param file the same as a template
     */
    static Text of(Text template, TemplateText file, Text written) {
        Sources whole = template.sources();
        var out = new Text.Builder();
        int from = 0;
        for (Text.Piece piece : written.pieces()) {
            Site site = piece.mark().site();
            String bytes = written.bytes().substring(from, piece.end());
            if (site != null
                    && site.node() instanceof Node.Text
                    && site.node().file().equals(file)
                    && template.bytes().startsWith(bytes, site.position())) {
                Sources own = piece.mark().sources();
                Text as = template.part(site.position(), site.position() + bytes.length());
                out.append(as.marked(mark -> mark.and(own)), site);
            } else {
                out.append(bytes, piece.mark().and(whole));
            }
            from = piece.end();
        }
        return written.length() == 0 ? Text.of("", new Mark(whole, null)) : out.build();
    }
}
