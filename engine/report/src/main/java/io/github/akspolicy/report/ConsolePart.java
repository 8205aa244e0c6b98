package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.SafeText;
import java.io.Serializable;
import java.util.List;
import java.util.function.UnaryOperator;

/** A piece of a message before it is fitted to a width. */
public sealed interface ConsolePart extends Serializable
        permits Row, ConsolePart.Pair, ConsolePart.Table, ConsolePart.CodeFrame {
    /** The same with other words, such as the commands of the entry point. */
    default ConsolePart map(UnaryOperator<String> words) {
        return this;
    }

    /**
     * Two rows that stand side by side where both fit.
     *
     * @param left the first
     * @param right the second; its indentation counts where it stands alone
     */
    record Pair(Row left, Row right) implements ConsolePart {
        @Override
        public ConsolePart map(UnaryOperator<String> words) {
            return new Pair(left.map(words), right.map(words));
        }
    }

    /**
     * Cells in columns; where these do not fit, a sentence for each row.
     *
     * @param rows a header, then as many cells in each row, the first one a name
     */
    record Table(List<List<String>> rows) implements ConsolePart {
        public Table {
            rows = rows.stream()
                    .map(row -> row.stream().map(SafeText::line).toList())
                    .toList();
        }
    }

    /**
     * Three lines of a file and a mark below the column; nothing where the file cannot be shown.
     *
     * @param path the file, relative to the root of the repository
     * @param line the line in the middle, from 1
     * @param column the column, from 1
     * @param known what is said of the line anyway: a value is shown where this names it
     * @param label what stands beside the mark; may be empty
     */
    record CodeFrame(String path, int line, int column, String known, String label) implements ConsolePart {
        @Override
        public ConsolePart map(UnaryOperator<String> words) {
            return new CodeFrame(path, line, column, known, words.apply(label));
        }
    }
}
