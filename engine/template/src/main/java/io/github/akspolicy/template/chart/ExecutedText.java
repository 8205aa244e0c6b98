package io.github.akspolicy.template.chart;

import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.parse.TemplateText;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Site;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import org.jspecify.annotations.Nullable;

/**
 * What {@code tpl} makes of a text: what stands there as it is keeps its marks, and what an action writes comes from the text of
 * the action, too. What the deployment decides about any part of the text, it may decide about all that is written.
 */
final class ExecutedText {
    private final Text template;
    private final TemplateText file;
    private final Sources open;

    private ExecutedText(Text template, TemplateText file) {
        this.template = template;
        this.file = file;
        this.open = template.sources().open();
    }

    /**
     * The text that was written, with what is known of the one that was executed.
     *
     * @param template the text that was executed
     * @param file the same as a template
     */
    static Text of(Text template, TemplateText file, Text written) {
        return written.length() == 0
                ? Text.of("", new Mark(template.sources(), null))
                : new ExecutedText(template, file).marked(written);
    }

    private Text marked(Text written) {
        var out = new Text.Builder();
        int from = 0;
        for (Text.Piece piece : written.pieces()) {
            String bytes = written.bytes().substring(from, piece.end());
            Mark mark = piece.mark().and(open);
            Site site = writer(mark.site());
            if (site != null
                    && site.node() instanceof Node.Text
                    && template.bytes().startsWith(bytes, site.position())) {
                Text as = template.part(site.position(), site.position() + bytes.length());
                out.append(as.marked(known -> known.and(mark.sources())), site);
            } else {
                out.append(bytes, mark.and(action(site).sources()));
            }
            from = piece.end();
        }
        return out.build();
    }

    /** The place in the text that was executed; null where nothing is known of it. */
    private @Nullable Site writer(@Nullable Site site) {
        Site at = site;
        while (at != null && !at.node().file().equals(file)) {
            at = at.caller();
        }
        return at;
    }

    /** The text of the action at a place; all of the text where it is not found. */
    private Text action(@Nullable Site site) {
        String bytes = template.bytes();
        int begin = site == null ? -1 : bytes.lastIndexOf("{{", site.position());
        int end = begin < 0 ? -1 : bytes.indexOf("}}", begin);
        return end < 0 ? template : template.part(begin, end + 2);
    }
}
