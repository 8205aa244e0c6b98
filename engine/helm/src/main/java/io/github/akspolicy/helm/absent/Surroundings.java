package io.github.akspolicy.helm.absent;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.template.parse.Node.Branch;
import io.github.akspolicy.template.parse.Node.Sequence;
import io.github.akspolicy.template.parse.TemplateText;
import io.github.akspolicy.template.value.Site;
import io.github.akspolicy.template.value.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What templates ask for around a field that is not written: between the entries of the mapping that would hold it, in the conditions
 * around these, and for the variables of the templates that write them. Nothing else can write the field there.
 */
final class Surroundings {
    private static final Pattern SETS_VARIABLES = Pattern.compile("\\{\\{-?\\s*\\$\\w*\\s*(,\\s*\\$\\w*\\s*)?:?=");

    /** A template at work: a text, and what has called it. */
    private record Frame(@Nullable Site caller, TemplateText file) {
        static Frame of(Site site) {
            return new Frame(site.caller(), site.node().file());
        }
    }

    /** An action at work, and where it begins. */
    private record Action(Frame frame, int begin) {
        static Action of(Site site) {
            return new Action(Frame.of(site), action(site));
        }
    }

    /** Bytes of a template, both included. */
    private record Span(int from, int to) {}

    private final Text text;
    private final Map<Frame, List<Span>> spans = new HashMap<>();
    /** Actions that write keys, and whatever they call before, in an order of their own: {@code include … | fromYaml | toYaml}. */
    private final Set<Action> writersOfKeys = new HashSet<>();

    private Surroundings(Text text) {
        this.text = text;
    }

    /**
     * The paths of the values that are asked for around a field.
     *
     * @param text the file
     * @param asked what its execution has asked for
     * @param document the document that would hold the field
     * @param parent the mapping that would, or what stands in its place
     */
    static Set<String> of(Text text, Asked asked, Node document, Node parent) {
        var surroundings = new Surroundings(text);
        surroundings.gaps(document, parent);
        asked.branches().forEach(surroundings::condition);
        var paths = new HashSet<String>();
        asked.reads().forEach((path, sites) -> {
            if (sites.stream().anyMatch(surroundings::holds)) {
                paths.add(path);
            }
        });
        return paths;
    }

    /** Before each entry of the mapping, and behind the last one. */
    private void gaps(Node document, Node parent) {
        var lines = new TreeSet<Integer>();
        if (parent instanceof Node.Mapping mapping) {
            mapping.entries().forEach(entry -> lines.add(entry.keyPosition().line()));
        }
        var within = new TreeSet<Integer>();
        collect(parent, within);
        // of a mapping in one line, what lies between its entries cannot be told from what writes these
        boolean isInline = lines.size() <= 1;
        int first = isInline ? parent.position().line() : lines.first();
        var all = new TreeSet<Integer>();
        collect(document, all);
        int[] starts = starts();
        int last = within.isEmpty() ? first : Math.max(first, within.last());
        Integer next = all.higher(last);
        int end = next == null ? endOfDocument(starts, last) : begin(starts[Math.min(next, starts.length) - 1]);
        if (isInline) {
            int key = begin(starts[Math.min(first, starts.length) - 1]);
            key(siteAt(key));
            gap(siteAt(before(key)), siteAt(end), true);
            return;
        }
        for (int line : lines) {
            int at = begin(starts[Math.min(line, starts.length) - 1]);
            key(siteAt(at));
            gap(behindValue(before(at)), siteAt(at), false);
        }
        gap(behindValue(before(end)), siteAt(end), false);
    }

    private void key(@Nullable Site site) {
        if (site != null && !isLiteral(site)) {
            writersOfKeys.add(Action.of(site));
        }
    }

    /** Where the next document begins, behind a line of this one. */
    private int endOfDocument(int[] starts, int line) {
        for (int i = line; i < starts.length; i++) {
            if (text.bytes().startsWith("---", starts[i])) {
                return starts[i];
            }
        }
        return text.length();
    }

    /**
     * What wrote the last byte of an entry. Where that is the value behind a key which is literal text, it is the action behind the key:
     * what it calls writes no other entry.
     */
    private @Nullable Site behindValue(int last) {
        Site value = siteAt(last);
        Site key = last < 0 ? null : siteAt(begin(text.bytes().lastIndexOf('\n', last) + 1));
        if (key != null && isLiteral(key)) {
            for (Site site = value; site != null; site = site.caller()) {
                if (Frame.of(site).equals(Frame.of(key))) {
                    return site;
                }
            }
        }
        return value;
    }

    private static void collect(Node node, Set<Integer> lines) {
        lines.add(node.position().line());
        if (node instanceof Node.Mapping mapping) {
            for (Node.Entry entry : mapping.entries()) {
                lines.add(entry.keyPosition().line());
                collect(entry.value(), lines);
            }
        } else if (node instanceof Node.Sequence list) {
            list.items().forEach(item -> collect(item, lines));
        }
    }

    private int[] starts() {
        var starts = new ArrayList<Integer>();
        starts.add(0);
        String bytes = text.bytes();
        for (int at = bytes.indexOf('\n'); at >= 0; at = bytes.indexOf('\n', at + 1)) {
            starts.add(at + 1);
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The first byte of a line that is no blank. */
    private int begin(int start) {
        int at = start;
        while (at < text.length() && text.bytes().charAt(at) == ' ') {
            at++;
        }
        return at;
    }

    /** The last byte before a place that is neither a blank nor in a comment; -1 where there is none. */
    private int before(int place) {
        String bytes = text.bytes();
        int end = place - 1;
        while (end >= 0) {
            if (bytes.charAt(end) <= ' ') {
                end--;
                continue;
            }
            int line = bytes.lastIndexOf('\n', end) + 1;
            if (bytes.charAt(begin(line)) != '#') {
                return end;
            }
            end = line - 1;
        }
        return -1;
    }

    /** What wrote a byte; null where nothing did, or it is not known. */
    private @Nullable Site siteAt(int offset) {
        for (Text.Piece piece : text.pieces()) {
            if (offset >= 0 && piece.end() > offset) {
                return piece.mark().site();
            }
        }
        return null;
    }

    /**
     * Everything that is executed behind one piece of text and up to another one.
     *
     * @param isWhole whether the action that wrote the first piece belongs to it
     */
    private void gap(@Nullable Site from, @Nullable Site to, boolean isWhole) {
        Map<Frame, Site> begins = frames(from);
        Map<Frame, Site> ends = frames(to);
        var frames = new HashSet<>(begins.keySet());
        frames.addAll(ends.keySet());
        for (Frame frame : frames) {
            Site first = begins.get(frame);
            Site last = ends.get(frame);
            int begin = 0;
            if (first != null) {
                boolean isCall = first != from;
                begin = isLiteral(first) ? first.position() : isCall || isWhole ? action(first) : behind(first);
            }
            // a loop begins again
            int end = last == null || first != null && last.position() < first.position()
                    ? Integer.MAX_VALUE
                    : behind(last);
            if (first != null && last != null && first.position() == last.position()) {
                begin = action(first);
            }
            add(frame, begin, end);
        }
    }

    private void add(Frame frame, int from, int to) {
        spans.computeIfAbsent(frame, one -> new ArrayList<>()).add(new Span(from, to));
    }

    private static Map<Frame, Site> frames(@Nullable Site innermost) {
        var frames = new HashMap<Frame, Site>();
        for (Site site = innermost; site != null; site = site.caller()) {
            frames.put(Frame.of(site), site);
        }
        return frames;
    }

    private static boolean isLiteral(Site site) {
        return site.node() instanceof io.github.akspolicy.template.parse.Node.Text;
    }

    /** Where the action of a site begins. */
    private static int action(Site site) {
        return Math.max(0, site.node().file().text().lastIndexOf("{{", site.position()));
    }

    /** Where it ends. */
    private static int behind(Site site) {
        if (isLiteral(site)) {
            return site.position();
        }
        int end = site.node().file().text().indexOf("}}", site.position());
        return end < 0 ? Integer.MAX_VALUE : end;
    }

    /** A condition or a loop around a gap decides about it. */
    private void condition(Site site) {
        List<Span> known = spans.get(Frame.of(site));
        if (known != null && site.node() instanceof Branch branch) {
            int end = end(branch);
            if (known.stream().anyMatch(span -> branch.position() < span.from() && span.from() <= end)) {
                add(Frame.of(site), action(site), behind(site));
            }
        }
    }

    private static int end(Branch branch) {
        return Math.max(end(branch.then()), branch.otherwise() == null ? 0 : end(branch.otherwise()));
    }

    private static int end(Sequence sequence) {
        if (sequence.nodes().isEmpty()) {
            return sequence.position();
        }
        var last = sequence.nodes().get(sequence.nodes().size() - 1);
        return last instanceof Branch branch ? end(branch) : last.position() + 1;
    }

    /** Whether a question was asked in a gap, or for a variable, by a template whose text lies around the field. */
    private boolean holds(Site question) {
        for (Site site = question.caller(); site != null; site = site.caller()) {
            if (writersOfKeys.contains(Action.of(site))) {
                return true;
            }
        }
        for (Site site = question; site != null; site = site.caller()) {
            List<Span> known = spans.get(Frame.of(site));
            if (known != null) {
                int at = site.position();
                return known.stream().anyMatch(span -> span.from() <= at && at <= span.to()) || setsVariables(site);
            }
        }
        return false;
    }

    private static boolean setsVariables(Site site) {
        int from = action(site);
        return SETS_VARIABLES
                .matcher(site.node().file().text())
                .region(from, site.position())
                .lookingAt();
    }
}
