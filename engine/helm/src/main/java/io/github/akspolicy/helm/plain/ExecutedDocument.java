package io.github.akspolicy.helm.plain;

import io.github.akspolicy.helm.execution.Questions;
import io.github.akspolicy.helm.plain.Separators.Span;
import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Text;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A document of what the executor wrote for a template, taken apart as Helm does. It is compared with a document of Helm
 * character by character, but for the pieces that chance or the time decided: keys, certificates, words and dates that another
 * execution makes again. Each of these may be any text; all that stands around them must be the same, in the same order.
 *
 * @param from where it begins in the text of its template
 * @param to where it ends there
 * @param text the document
 * @param fixed the parts of it that another execution writes, too; between each two of them anything may stand
 */
record ExecutedDocument(int from, int to, String text, List<String> fixed) {
    private static final Set<DeploymentInput> MOMENT = EnumSet.of(DeploymentInput.TIME, DeploymentInput.RANDOM);

    /** Whether two texts differ in nothing but what chance or the time decided. */
    static boolean areAlike(@Nullable Text one, @Nullable Text other) {
        return of(one).stream()
                .map(ExecutedDocument::fixed)
                .toList()
                .equals(of(other).stream().map(ExecutedDocument::fixed).toList());
    }

    /** The documents of a text; blank ones are none. */
    static List<ExecutedDocument> of(@Nullable Text written) {
        if (written == null) {
            return List.of();
        }
        String text = Bytes.text(written.bytes());
        BitSet open = open(written, text);
        var documents = new ArrayList<ExecutedDocument>();
        for (Span span : Separators.documents(text)) {
            Span trimmed = span.trimmed(text);
            int from = trimmed.from();
            int to = trimmed.to();
            if (from < to) {
                documents.add(new ExecutedDocument(from, to, text.substring(from, to), fixed(text, from, to, open)));
            }
        }
        return documents;
    }

    /** The characters that chance or the time decided; none in a text that is not UTF-8, of which no character is compared less. */
    private static BitSet open(Text written, String text) {
        var open = new BitSet();
        if (written.pieces().stream().noneMatch(ExecutedDocument::isOfMoment)
                || !Bytes.of(text).equals(written.bytes())) {
            return open;
        }
        int at = 0;
        int character = 0;
        for (Text.Piece piece : written.pieces()) {
            int begin = character;
            while (at < piece.end() && character < text.length()) {
                int point = text.codePointAt(character);
                character += Character.charCount(point);
                at += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            }
            if (isOfMoment(piece)) {
                open.set(begin, character);
            }
        }
        return open;
    }

    private static boolean isOfMoment(Text.Piece piece) {
        return piece.mark().sources().isOpen()
                && !Collections.disjoint(Questions.inputs(piece.mark().sources()), MOMENT);
    }

    private static List<String> fixed(String text, int from, int to, BitSet open) {
        var fixed = new ArrayList<String>();
        int at = from;
        for (int next = open.nextSetBit(from); next >= 0 && next < to; next = open.nextSetBit(at)) {
            fixed.add(text.substring(at, next));
            at = Math.min(to, open.nextClearBit(next));
        }
        fixed.add(text.substring(at, to));
        return fixed;
    }

    /** Whether chance or the time decided a part of it. */
    boolean isOpen() {
        return fixed.size() > 1;
    }

    /** Whether Helm may have written this for it. */
    boolean matches(String helms) {
        if (!isOpen()) {
            return text.equals(helms);
        }
        String last = fixed.get(fixed.size() - 1);
        if (!helms.startsWith(fixed.get(0))
                || !helms.endsWith(last)
                || helms.length() < fixed.get(0).length() + last.length()) {
            return false;
        }
        int at = fixed.get(0).length();
        int end = helms.length() - last.length();
        for (String part : fixed.subList(1, fixed.size() - 1)) {
            int found = helms.indexOf(part, at);
            at = found + part.length();
            if (found < 0 || at > end) {
                return false;
            }
        }
        return true;
    }
}
