package io.github.akspolicy.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.commonmark.ext.autolink.AutolinkExtension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** Markdown as GitHub and Azure DevOps read it: CommonMark with tables and automatic links. */
final class MarkdownReader {
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create(), AutolinkExtension.create()))
            .build();

    private final Set<String> kinds = new TreeSet<>();
    private final List<String> prose = new ArrayList<>();
    private final List<String> code = new ArrayList<>();
    private final List<String> links = new ArrayList<>();
    private final List<Integer> cells = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    MarkdownReader(String markdown) {
        visit(PARSER.parse(markdown));
    }

    private void visit(Node node) {
        kinds.add(node.getClass().getSimpleName());
        if (node instanceof Text words) {
            prose.add(words.getLiteral());
            text.append(words.getLiteral());
        } else if (node instanceof Code span) {
            code.add(span.getLiteral());
            text.append(span.getLiteral());
        } else if (node instanceof SoftLineBreak || node instanceof HardLineBreak) {
            text.append(' ');
        } else if (node instanceof Link link) {
            links.add(link.getDestination());
        } else if (node instanceof TableRow) {
            cells.add(0);
        } else if (node instanceof TableCell) {
            cells.set(cells.size() - 1, cells.get(cells.size() - 1) + 1);
        }
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            visit(child);
        }
        if (node instanceof org.commonmark.node.Block) {
            text.append('\n');
        }
    }

    /** The names of all kinds of nodes, such as {@code HtmlInline}. */
    Set<String> kinds() {
        return kinds;
    }

    /** Texts in which a page looks for mentions, addresses and issue numbers. */
    List<String> prose() {
        return prose;
    }

    List<String> code() {
        return code;
    }

    List<String> links() {
        return links;
    }

    /** How many cells each row of all tables has. */
    List<Integer> cells() {
        return cells;
    }

    /** What a person reads, blocks on lines of their own. */
    String text() {
        return text.toString();
    }

    /** A text with its spaces counted once, as Markdown may. */
    static String spaced(String text) {
        return text.strip().replaceAll(" +", " ");
    }
}
