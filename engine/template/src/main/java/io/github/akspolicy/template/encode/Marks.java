package io.github.akspolicy.template.encode;

import io.github.akspolicy.template.print.Printer;
import io.github.akspolicy.template.value.GoMap;
import io.github.akspolicy.template.value.Mark;
import io.github.akspolicy.template.value.Source;
import io.github.akspolicy.template.value.Sources;
import io.github.akspolicy.template.value.Text;
import io.github.akspolicy.template.value.Value;
import java.util.List;

/** The marks of a text from its first byte to its last. */
final class Marks {
    private final List<Text.Piece> pieces;
    private int piece;

    Marks(Text text) {
        this.pieces = text.pieces();
    }

    /** What is known of a byte; bytes are asked for in their order. */
    Mark at(int index) {
        if (pieces.isEmpty()) {
            return Mark.NONE;
        }
        while (piece < pieces.size() - 1 && pieces.get(piece).end() <= index) {
            piece++;
        }
        return pieces.get(piece).mark();
    }

    /** What a container has decided itself, without what is in it. */
    static Mark own(Value value) {
        return own(value, Mark.NONE);
    }

    /** The same of one that lies in another, which decides where nothing is known of it. */
    static Mark own(Value value, Mark container) {
        Sources sources = value.sources();
        if (value.data() instanceof GoMap map
                && map.path() != null
                && !map.path().isEmpty()) {
            sources = Sources.of(new Source.Setting(map.path())).and(sources);
        }
        return sources.isEmpty() ? container : new Mark(sources, null);
    }

    /** What decides that a container has an entry. */
    static Mark entry(Mark container, Value value) {
        // what a cluster would answer is the value, not whether there is one
        Sources sources = own(value).sources().settled();
        return sources.isEmpty() ? container : new Mark(sources.and(container.sources()), container.site());
    }

    /** What is known of a value and of all that is in it. */
    static Mark all(Value value) {
        return new Mark(Printer.deepSources(value), null);
    }
}
