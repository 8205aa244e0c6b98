package io.github.akspolicy.template.parse;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.text.Quote;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A node of a template's tree. Its {@link #toString} is what Go prints of it: messages quote it.
 *
 * <p>Nodes are equal only to themselves: two places of a template are two places even if they say the same.
 */
public abstract sealed class Node {
    private final TemplateText file;
    private final int position;

    Node(TemplateText file, int position) {
        this.file = file;
        this.position = position;
    }

    /** The text that it was read from. */
    public final TemplateText file() {
        return file;
    }

    /** The byte of its text that Go names in messages: of a chain of fields, the second name. */
    public final int position() {
        return position;
    }

    /** Nodes one after the other. */
    public static final class Sequence extends Node {
        private final List<Node> nodes;

        Sequence(TemplateText file, int position, List<Node> nodes) {
            super(file, position);
            this.nodes = nodes;
        }

        public List<Node> nodes() {
            return nodes;
        }

        /** Whether there is nothing in it but white space: such a definition does not replace another one. */
        public boolean isBlank() {
            return nodes.stream().allMatch(node -> node instanceof Text text && text.isBlank());
        }

        @Override
        public String toString() {
            return joined(nodes, "");
        }
    }

    /** Text that is written as it is. */
    public static final class Text extends Node {
        private final String text;

        Text(TemplateText file, int position, String text) {
            super(file, position);
            this.text = text;
        }

        public String text() {
            return text;
        }

        private boolean isBlank() {
            return Bytes.text(text).chars().allMatch(c -> Character.isWhitespace(c) || c == '\u00A0' || c == '\u0085');
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** An action whose result is written, unless it sets variables. */
    public static final class Action extends Node {
        private final Pipeline pipeline;

        Action(TemplateText file, int position, Pipeline pipeline) {
            super(file, position);
            this.pipeline = pipeline;
        }

        public Pipeline pipeline() {
            return pipeline;
        }

        @Override
        public String toString() {
            return "{{" + pipeline + "}}";
        }
    }

    /** {@code if}, {@code with} or {@code range}. */
    public static final class Branch extends Node {
        /** Which one. */
        public enum Kind {
            IF,
            WITH,
            RANGE;

            String word() {
                return name().toLowerCase(java.util.Locale.ROOT);
            }
        }

        private final Kind kind;
        private final Pipeline pipeline;
        private final Sequence then;
        private final @Nullable Sequence otherwise;

        Branch(
                TemplateText file,
                int position,
                Kind kind,
                Pipeline pipeline,
                Sequence then,
                @Nullable Sequence otherwise) {
            super(file, position);
            this.kind = kind;
            this.pipeline = pipeline;
            this.then = then;
            this.otherwise = otherwise;
        }

        public Kind kind() {
            return kind;
        }

        public Pipeline pipeline() {
            return pipeline;
        }

        public Sequence then() {
            return then;
        }

        /** What stands behind {@code else}; null without one. */
        public @Nullable Sequence otherwise() {
            return otherwise;
        }

        @Override
        public String toString() {
            String rest = otherwise == null ? "" : "{{else}}" + otherwise;
            return "{{" + kind.word() + " " + pipeline + "}}" + then + rest + "{{end}}";
        }
    }

    /** {@code break} or {@code continue}. */
    public static final class Jump extends Node {
        private final boolean leaves;

        Jump(TemplateText file, int position, boolean leaves) {
            super(file, position);
            this.leaves = leaves;
        }

        /** Whether the loop ends; otherwise the next iteration follows. */
        public boolean leaves() {
            return leaves;
        }

        @Override
        public String toString() {
            return leaves ? "{{break}}" : "{{continue}}";
        }
    }

    /** {@code template "name" data}. */
    public static final class Call extends Node {
        private final String name;
        private final @Nullable Pipeline data;

        Call(TemplateText file, int position, String name, @Nullable Pipeline data) {
            super(file, position);
            this.name = name;
            this.data = data;
        }

        public String name() {
            return name;
        }

        public @Nullable Pipeline data() {
            return data;
        }

        @Override
        public String toString() {
            return "{{template " + Quote.quote(name) + (data == null ? "" : " " + data) + "}}";
        }
    }

    /** {@code end} or {@code else}: what ends a list while a template is read; it does not stand in a tree. */
    static final class Mark extends Node {
        private final boolean last;

        Mark(TemplateText file, int position, boolean last) {
            super(file, position);
            this.last = last;
        }

        boolean isEnd() {
            return last;
        }

        @Override
        public String toString() {
            return last ? "{{end}}" : "{{else}}";
        }
    }

    /** Commands, each of which hands its result to the next. */
    public static final class Pipeline extends Node {
        private final boolean assigns;
        private final List<Variable> variables;
        private final List<Command> commands;

        Pipeline(TemplateText file, int position, boolean assigns, List<Variable> variables, List<Command> commands) {
            super(file, position);
            this.assigns = assigns;
            this.variables = variables;
            this.commands = commands;
        }

        /** Whether known variables are set with {@code =}, rather than declared with {@code :=}. */
        public boolean assigns() {
            return assigns;
        }

        public List<Variable> variables() {
            return variables;
        }

        public List<Command> commands() {
            return commands;
        }

        @Override
        public String toString() {
            String set = variables.isEmpty() ? "" : joined(variables, ", ") + (assigns ? " = " : " := ");
            return set + joined(commands, " | ");
        }
    }

    /** A function, a method or an operand, with arguments. */
    public static final class Command extends Node {
        private final List<Node> arguments;

        Command(TemplateText file, int position, List<Node> arguments) {
            super(file, position);
            this.arguments = arguments;
        }

        /** The function or operand first, then what is handed to it. */
        public List<Node> arguments() {
            return arguments;
        }

        @Override
        public String toString() {
            return arguments.stream().map(Node::asOperand).collect(Collectors.joining(" "));
        }
    }

    /** The name of a function. */
    public static final class Identifier extends Node {
        private final String name;

        Identifier(TemplateText file, int position, String name) {
            super(file, position);
            this.name = name;
        }

        public String name() {
            return name;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A variable, with the fields that are read of it. */
    public static final class Variable extends Node {
        private final List<String> names;

        Variable(TemplateText file, int position, List<String> names) {
            super(file, position);
            this.names = names;
        }

        /** The variable with its dollar first, then the fields. */
        public List<String> names() {
            return names;
        }

        @Override
        public String toString() {
            return String.join(".", names);
        }
    }

    /** The dot. */
    public static final class Dot extends Node {
        Dot(TemplateText file, int position) {
            super(file, position);
        }

        @Override
        public String toString() {
            return ".";
        }
    }

    /** {@code nil}. */
    public static final class Nil extends Node {
        Nil(TemplateText file, int position) {
            super(file, position);
        }

        @Override
        public String toString() {
            return "nil";
        }
    }

    /** Fields of the dot. */
    public static final class Field extends Node {
        private final List<String> names;

        Field(TemplateText file, int position, List<String> names) {
            super(file, position);
            this.names = names;
        }

        public List<String> names() {
            return names;
        }

        @Override
        public String toString() {
            return "." + String.join(".", names);
        }
    }

    /** Fields of what a pipeline in parentheses, or a function without arguments, gives. */
    public static final class Chain extends Node {
        private final Node of;
        private final List<String> names;

        Chain(TemplateText file, int position, Node of, List<String> names) {
            super(file, position);
            this.of = of;
            this.names = names;
        }

        public Node of() {
            return of;
        }

        public List<String> names() {
            return names;
        }

        @Override
        public String toString() {
            return of.asOperand() + "." + String.join(".", names);
        }
    }

    /** {@code true} or {@code false}. */
    public static final class Bool extends Node {
        private final boolean value;

        Bool(TemplateText file, int position, boolean value) {
            super(file, position);
            this.value = value;
        }

        public boolean value() {
            return value;
        }

        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /** A number or a character. */
    public static final class Number extends Node {
        private final NumberConstant constant;

        Number(TemplateText file, int position, NumberConstant constant) {
            super(file, position);
            this.constant = constant;
        }

        public NumberConstant constant() {
            return constant;
        }

        @Override
        public String toString() {
            return constant.text();
        }
    }

    /** A text in quotes. */
    public static final class Literal extends Node {
        private final String quoted;
        private final String text;

        Literal(TemplateText file, int position, String quoted, String text) {
            super(file, position);
            this.quoted = quoted;
            this.text = text;
        }

        public String text() {
            return text;
        }

        @Override
        public String toString() {
            return quoted;
        }
    }

    private String asOperand() {
        return this instanceof Pipeline ? "(" + this + ")" : toString();
    }

    private static String joined(List<? extends Node> nodes, String separator) {
        return nodes.stream().map(Node::toString).collect(Collectors.joining(separator));
    }
}
