package io.github.akspolicy.helm.template;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A template, read into its actions and their nesting. Immutable, and shared between renders of the same text.
 *
 * <p>Actions are named by their index in the order of the text.
 */
public final class TemplateFile {
    /** What an action does. */
    public enum Keyword {
        IF,
        ELSE,
        END,
        RANGE,
        WITH,
        DEFINE,
        BLOCK,
        /** {@code break} and {@code continue}. */
        JUMP,
        ASSIGN,
        /** A comment or nothing at all. */
        NONE,
        /** Anything whose result is written. */
        OUTPUT
    }

    /**
     * A named template.
     *
     * @param name its name
     * @param open the action {@code define}
     * @param close its {@code end}
     */
    public record Define(String name, int open, int close) {}

    private final String text;
    private final List<Action> actions;
    private final List<List<Token>> tokens;
    private final Keyword[] keywords;
    private final int[] parents;
    private final int[] branches;
    private final int[] closes;
    private final Map<Pattern, Boolean> matched;
    private final List<Define> defines;
    private final int[] lineStarts;

    /** Read when somebody asks for a value in this file. */
    private final @Nullable Statement[] statements;

    private TemplateFile(String text) throws TemplateSyntaxException {
        this.text = text;
        this.actions = ActionLexer.actions(text);
        this.tokens = new ArrayList<>(actions.size());
        this.keywords = new Keyword[actions.size()];
        this.parents = new int[actions.size()];
        this.branches = new int[actions.size()];
        this.closes = new int[actions.size()];
        this.statements = new @Nullable Statement[actions.size()];
        this.matched = new ConcurrentHashMap<>();
        this.defines = new ArrayList<>();
        this.lineStarts = lineStarts(text);
        nest();
    }

    /** The template of a text without a byte order mark, or empty where Go's lexer would refuse it. */
    public static Optional<TemplateFile> read(String text) {
        try {
            return Optional.of(new TemplateFile(text));
        } catch (TemplateSyntaxException refused) {
            return Optional.empty();
        }
    }

    private void nest() throws TemplateSyntaxException {
        Deque<Integer> open = new ArrayDeque<>();
        Arrays.fill(closes, -1);
        int branch = -1;
        Deque<Integer> outerBranches = new ArrayDeque<>();
        for (int i = 0; i < actions.size(); i++) {
            Action action = actions.get(i);
            tokens.add(action.comment() ? List.of() : Token.of(action.content()));
            Keyword keyword = keyword(action, tokens.get(i));
            keywords[i] = keyword;
            if (keyword == Keyword.END) {
                if (open.isEmpty()) {
                    throw new TemplateSyntaxException("unexpected {{end}}");
                }
                int opener = open.pop();
                branch = outerBranches.pop();
                closes[opener] = i;
                if (keywords[opener] == Keyword.DEFINE) {
                    defines.add(new Define(nameOf(opener), opener, i));
                }
            } else if (keyword == Keyword.ELSE) {
                branch = i;
            }
            parents[i] = open.isEmpty() ? -1 : open.peek();
            branches[i] = branch;
            if (opensBlock(keyword)) {
                open.push(i);
                outerBranches.push(branch);
                branch = -1;
            }
        }
        if (!open.isEmpty()) {
            throw new TemplateSyntaxException("unclosed block");
        }
    }

    private static boolean opensBlock(Keyword keyword) {
        return switch (keyword) {
            case IF, RANGE, WITH, DEFINE, BLOCK -> true;
            default -> false;
        };
    }

    private String nameOf(int define) throws TemplateSyntaxException {
        List<Token> words = tokens.get(define);
        String name = words.size() > 1 ? words.get(1).string() : null;
        if (name == null) {
            throw new TemplateSyntaxException("define without a name");
        }
        return name;
    }

    private static Keyword keyword(Action action, List<Token> words) {
        if (action.comment() || words.isEmpty()) {
            return Keyword.NONE;
        }
        Token first = words.get(0);
        if (first.kind() == Token.Kind.VARIABLE && words.size() > 1) {
            return switch (words.get(1).kind()) {
                case DECLARE, ASSIGN, COMMA -> Keyword.ASSIGN;
                default -> Keyword.OUTPUT;
            };
        }
        if (first.kind() != Token.Kind.IDENTIFIER) {
            return Keyword.OUTPUT;
        }
        return switch (first.text()) {
            case "if" -> Keyword.IF;
            case "else" -> Keyword.ELSE;
            case "end" -> Keyword.END;
            case "range" -> Keyword.RANGE;
            case "with" -> Keyword.WITH;
            case "define" -> Keyword.DEFINE;
            case "block" -> Keyword.BLOCK;
            case "break", "continue" -> Keyword.JUMP;
            default -> Keyword.OUTPUT;
        };
    }

    private static int[] lineStarts(String text) {
        var starts = new ArrayList<Integer>();
        starts.add(0);
        for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
            starts.add(at + 1);
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    String text() {
        return text;
    }

    List<Action> actions() {
        return actions;
    }

    /** How many actions there are. */
    public int size() {
        return actions.size();
    }

    /** The line of an action, counted from 1. */
    public int lineOf(int action) {
        return line(actions.get(action).start());
    }

    /** What an action says, as it is written between its braces. */
    public String content(int action) {
        return actions.get(action).content();
    }

    /** Where an action begins in the text, counted from 0. */
    public int offsetOf(int action) {
        return actions.get(action).start();
    }

    /** Whether some part of the text matches; looked for once for each pattern. */
    public boolean matches(Pattern pattern) {
        return matched.computeIfAbsent(pattern, key -> key.matcher(text).find());
    }

    /** The words of an action. */
    List<Token> tokens(int action) {
        return tokens.get(action);
    }

    public Keyword keyword(int action) {
        return keywords[action];
    }

    /** An action, read. */
    public Statement statement(int action) {
        Statement known = statements[action];
        if (known == null) {
            // two threads may both read it: what they read is equal and immutable
            known = Statement.of(keywords[action], tokens.get(action));
            statements[action] = known;
        }
        return known;
    }

    /** All that actions compute, from one on to before another. */
    public Stream<Expression> parts(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(action -> statement(action).expression())
                .flatMap(expression -> expression == null ? Stream.empty() : expression.parts());
    }

    /** The opener of the block that an action stands in, or -1. */
    public int parent(int action) {
        return parents[action];
    }

    /**
     * A branch of a block around an action.
     *
     * @param opener the block
     * @param action the block itself, or an {@code else} of it
     * @param holds whether the action stands in this branch, rather than in a later one
     */
    public record Branch(int opener, int action, boolean holds) {}

    /** What decides whether an action runs in its named template, or its file: the nearest first. */
    public List<Branch> branchesAround(int action) {
        var around = new ArrayList<Branch>();
        for (int at = action; parent(at) >= 0 && keyword(parent(at)) != Keyword.DEFINE; at = parent(at)) {
            int opener = parent(at);
            int own = Math.max(opener, branch(at));
            for (int i = own; i >= opener; i--) {
                boolean isBranch = i == opener || (keyword(i) == Keyword.ELSE && parent(i) == opener);
                // an else does not stand in itself
                if (isBranch && i != at) {
                    around.add(new Branch(opener, i, i == own));
                }
            }
        }
        return around;
    }

    /** The {@code else} before an action in its block, or -1. */
    public int branch(int action) {
        return branches[action];
    }

    /** The {@code end} of an opener. */
    public int close(int opener) {
        return closes[opener];
    }

    /** The named templates in the order of their ends. */
    public List<Define> defines() {
        return defines;
    }

    /** The line of an offset, counted from 1. */
    int line(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The column of an offset, counted from 1. */
    int column(int offset) {
        return offset - lineStarts[line(offset) - 1] + 1;
    }
}
