package io.github.akspolicy.helm.deployment;

import io.github.akspolicy.helm.execution.Questions;
import io.github.akspolicy.manifest.YamlEvents;
import io.github.akspolicy.manifest.YamlEvents.Event;
import io.github.akspolicy.manifest.YamlEvents.Kind;
import io.github.akspolicy.manifest.YamlEvents.Refusal;
import io.github.akspolicy.source.DeploymentInput;
import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.value.Site;
import io.github.akspolicy.template.value.Text;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a template wrote, and what of it the deployment decides. A word or a digest that is another one each time decides nothing
 * as the text of a field. As a key, a sign of YAML, a number or an answer it does.
 */
final class WrittenText {
    /** Anchor and tag, which stand before a value. */
    private static final Pattern PROPERTIES = Pattern.compile("(?:[&!]\\S*\\s*)*");

    private static final Pattern COMMENT = Pattern.compile("(?:^|.*\\s)#.*");
    private static final Pattern QUOTES = Pattern.compile("^[\"']|[\"']$");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    /** No field of Kubernetes chooses something by such a number: it is a time or a name. */
    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{9,}");

    private static final Set<String> ANSWERS = Set.of("true", "false");
    private static final Set<DeploymentInput> MOMENT = Set.of(DeploymentInput.TIME, DeploymentInput.RANDOM);

    /**
     * Something written that the deployment decides.
     *
     * @param site what wrote it; null where that is not known
     * @param isSecretData whether it is in the data of a Secret
     */
    record Decided(@Nullable Site site, Set<DeploymentInput> inputs, boolean isSecretData) {}

    /** A part of the text that the deployment has a say in. */
    private record Part(
            int from,
            int to,
            Set<DeploymentInput> inputs,
            @Nullable Site site) {
        boolean isOfMoment() {
            return inputs.stream().anyMatch(MOMENT::contains);
        }
    }

    /** A mapping or a list around a place of the text. */
    private static final class Frame {
        private final boolean isMapping;
        private boolean isAtKey;
        private String key = "";

        Frame(boolean isMapping) {
            this.isMapping = isMapping;
            this.isAtKey = isMapping;
        }
    }

    /** What is decided in one document, before it is known which kind of object it is. */
    private record Found(Part part, String topKey) {}

    private final String bytes;
    private final String revision;
    private final List<Part> parts = new ArrayList<>();
    private final List<Decided> decided = new ArrayList<>();
    private final StringBuilder settled = new StringBuilder();
    private String settledText = "";
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final List<Found> found = new ArrayList<>();
    private String kind = "";
    private int next;
    private int copied;

    private WrittenText(Text text, int revision) {
        this.bytes = text.bytes();
        this.revision = String.valueOf(revision);
        int from = 0;
        for (Text.Piece piece : text.pieces()) {
            if (piece.mark().sources().isOpen() && piece.end() > from) {
                parts.add(new Part(
                        from,
                        piece.end(),
                        Questions.inputs(piece.mark().sources()),
                        piece.mark().site()));
            }
            from = piece.end();
        }
    }

    /**
     * Reads what a template wrote.
     *
     * @param revision the revision for which it did
     */
    static WrittenText of(Text text, int revision) {
        var written = new WrittenText(text, revision);
        if (!written.parts.isEmpty()) {
            written.walk();
        }
        written.settled.append(written.bytes, written.copied, written.bytes.length());
        written.settledText = Bytes.text(written.settled.toString());
        return written;
    }

    /** What the deployment decides in it. */
    List<Decided> decided() {
        return decided;
    }

    /** The text. */
    String text() {
        return Bytes.text(bytes);
    }

    /** The text with the same word for all that is another one each time and decides nothing. */
    String settled() {
        return settledText;
    }

    /** What the deployment has a say in. */
    Set<DeploymentInput> inputs() {
        var all = java.util.EnumSet.noneOf(DeploymentInput.class);
        parts.forEach(part -> all.addAll(part.inputs()));
        return all;
    }

    private void walk() {
        // bytes that are no ASCII are part of a word wherever they stand
        String text = bytes.replaceAll("[^\\n\\r\\t\\x20-\\x7e]", "x");
        try {
            var events = new YamlEvents(text);
            int ends = 0;
            while (next < parts.size() && ends < 2) {
                Event event = events.next();
                before(event.start());
                ends = event.kind() == Kind.END && frames.isEmpty() ? ends + 1 : 0;
                take(event, text);
            }
        } catch (Refusal notYaml) {
            // Helm will say so
        }
        before(bytes.length() + 1);
        close();
    }

    private void take(Event event, String text) {
        Frame frame = frames.peek();
        switch (event.kind()) {
            case DOCUMENT_START -> close();
            case MAPPING_START, SEQUENCE_START -> {
                within(event, event.end(), false);
                count(frame, "");
                frames.push(new Frame(event.kind() == Kind.MAPPING_START));
            }
            case END -> frames.poll();
            case ALIAS -> {
                within(event, event.end(), false);
                count(frame, "");
            }
            case SCALAR -> {
                boolean isKey = frame != null && frame.isMapping && frame.isAtKey;
                int start = event.start();
                Matcher properties = PROPERTIES.matcher(text);
                if ((event.anchor() != null || event.tag() != null)
                        && properties.region(start, event.end()).lookingAt()) {
                    start = properties.end();
                }
                if (frames.size() == 1 && !isKey && frame != null && frame.key.equals("kind")) {
                    kind = event.value();
                }
                within(event, start, !isKey && isText(event));
                count(frame, isKey ? event.value() : "");
            }
        }
    }

    /** Whether a scalar is no more than text to whoever reads it. */
    private static boolean isText(Event event) {
        return !event.isImplicit()
                || YamlEvents.resolve(event.value()) instanceof String
                || LONG_NUMBER.matcher(event.value()).matches();
    }

    private static void count(@Nullable Frame frame, String key) {
        if (frame != null && frame.isMapping) {
            if (frame.isAtKey) {
                frame.key = key;
            }
            frame.isAtKey = !frame.isAtKey;
        }
    }

    /** Parts that no event has: comments, and signs of YAML. */
    private void before(int end) {
        while (next < parts.size() && parts.get(next).to() <= end) {
            Part part = parts.get(next++);
            String written = bytes.substring(part.from(), part.to());
            String line = bytes.substring(bytes.lastIndexOf('\n', part.from() - 1) + 1, part.from());
            if (COMMENT.matcher(line).matches() || written.isBlank()) {
                settle(part, "x");
            } else {
                judge(part, false, false);
            }
        }
    }

    /**
     * Parts of an event.
     *
     * @param value where its value begins
     * @param isText whether the value is text to whoever reads it
     */
    private void within(Event event, int value, boolean isText) {
        int start = event.start();
        int end = event.end();
        while (next < parts.size()
                && parts.get(next).from() < end
                && parts.get(next).to() > start) {
            Part part = parts.get(next);
            // the same action may have written blanks around the value
            boolean isInside = isBlank(part.from(), value) && isBlank(end, part.to());
            next++;
            judge(part, isInside && event.kind() == Kind.SCALAR, isInside && isText);
        }
    }

    private boolean isBlank(int from, int to) {
        return from >= to || bytes.substring(from, to).isBlank();
    }

    private void judge(Part part, boolean isScalar, boolean isText) {
        String written = bytes.substring(part.from(), part.to());
        if (ANSWERS.contains(QUOTES.matcher(written.strip()).replaceAll(""))) {
            found.add(new Found(part, topKey()));
        } else if (part.isOfMoment()) {
            if (isText) {
                settle(part, "x");
            } else {
                found.add(new Found(part, topKey()));
            }
        } else if (part.inputs().equals(Set.of(DeploymentInput.REVISION))) {
            if (isText || isScalar && written.equals(revision)) {
                settle(part, DIGITS.matcher(written).replaceAll("#"));
            }
        }
    }

    private void settle(Part part, String word) {
        settled.append(bytes, copied, part.from()).append(word);
        copied = part.to();
    }

    private String topKey() {
        return frames.isEmpty() ? "" : frames.getLast().key;
    }

    /** The end of a document. */
    private void close() {
        for (Found each : found) {
            boolean isData = each.topKey().equals("data") || each.topKey().equals("stringData");
            decided.add(new Decided(each.part().site(), each.part().inputs(), kind.equals("Secret") && isData));
        }
        found.clear();
        frames.clear();
        kind = "";
    }
}
