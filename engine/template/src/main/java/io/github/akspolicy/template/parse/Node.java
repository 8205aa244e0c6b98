package io.github.akspolicy.template.parse;

import io.github.akspolicy.template.text.Bytes;
import io.github.akspolicy.template.text.Quote;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A node of a template's tree. Its {@link Object#toString} is what Go prints of it: messages quote it. */
public sealed interface Node {
    /** The text that it was read from. */
    TemplateText file();

    /** The byte of its text that Go names in messages: of a chain of fields, the second name. */
    int position();

    /** It, and all nodes that are executed below it. */
    default Stream<Node> stream() {
        return Stream.concat(Stream.of(this), parts(this).stream().flatMap(Node::stream));
    }

    private static List<? extends Node> parts(Node node) {
        if (node instanceof Branch branch) {
            return Stream.<@Nullable Node>of(branch.pipeline(), branch.then(), branch.otherwise())
                    .filter(Objects::nonNull)
                    .toList();
        }
        if (node instanceof Sequence sequence) {
            return sequence.nodes();
        }
        if (node instanceof Action action) {
            return List.of(action.pipeline());
        }
        if (node instanceof Call call) {
            return call.data() == null ? List.<Node>of() : List.<Node>of(call.data());
        }
        if (node instanceof Pipeline pipeline) {
            return pipeline.commands();
        }
        if (node instanceof Command command) {
            return command.arguments();
        }
        return node instanceof Chain chain ? List.of(chain.of()) : List.<Node>of();
    }

    /** Nodes one after the other. */
    record Sequence(TemplateText file, int position, List<Node> nodes) implements Node {
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
    record Text(TemplateText file, int position, String text) implements Node {
        private boolean isBlank() {
            return Bytes.text(text).chars().allMatch(c -> Character.isWhitespace(c) || c == '\u00A0' || c == '\u0085');
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** An action whose result is written, unless it sets variables. */
    record Action(TemplateText file, int position, Pipeline pipeline) implements Node {
        @Override
        public String toString() {
            return "{{" + pipeline + "}}";
        }
    }

    /**
     * {@code if}, {@code with} or {@code range}.
     *
     * @param otherwise what stands behind {@code else}; null where there is none
     */
    record Branch(
            TemplateText file,
            int position,
            Kind kind,
            Pipeline pipeline,
            Sequence then,
            @Nullable Sequence otherwise) implements Node {
        /** Which one. */
        public enum Kind {
            IF,
            WITH,
            RANGE;

            String word() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public String toString() {
            String other = otherwise == null ? "" : "{{else}}" + otherwise;
            return "{{" + kind.word() + " " + pipeline + "}}" + then + other + "{{end}}";
        }
    }

    /**
     * {@code break} or {@code continue}.
     *
     * @param leaves whether the loop ends; otherwise the next iteration follows
     */
    record Jump(TemplateText file, int position, boolean leaves) implements Node {
        @Override
        public String toString() {
            return leaves ? "{{break}}" : "{{continue}}";
        }
    }

    /** {@code template "name" data}. */
    record Call(
            TemplateText file,
            int position,
            String name,
            @Nullable Pipeline data) implements Node {
        @Override
        public String toString() {
            return "{{template " + Quote.quote(name) + (data == null ? "" : " " + data) + "}}";
        }
    }

    /**
     * Commands, each of which hands its result to the next.
     *
     * @param assigns whether known variables are set with {@code =}, rather than declared with {@code :=}
     */
    record Pipeline(TemplateText file, int position, boolean assigns, List<Variable> variables, List<Command> commands)
            implements Node {
        @Override
        public String toString() {
            String set = variables.isEmpty() ? "" : joined(variables, ", ") + (assigns ? " = " : " := ");
            return set + joined(commands, " | ");
        }
    }

    /**
     * A function, a method or an operand, with arguments.
     *
     * @param arguments the function or operand first, then what is handed to it
     */
    record Command(TemplateText file, int position, List<Node> arguments) implements Node {
        @Override
        public String toString() {
            return arguments.stream().map(Node::asOperand).collect(Collectors.joining(" "));
        }
    }

    /** The name of a function. */
    record Identifier(TemplateText file, int position, String name) implements Node {
        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * A variable, with the fields that are read of it.
     *
     * @param names the variable with its dollar first, then the fields
     */
    record Variable(TemplateText file, int position, List<String> names) implements Node {
        @Override
        public String toString() {
            return String.join(".", names);
        }
    }

    /** The dot. */
    record Dot(TemplateText file, int position) implements Node {
        @Override
        public String toString() {
            return ".";
        }
    }

    /** {@code nil}. */
    record Nil(TemplateText file, int position) implements Node {
        @Override
        public String toString() {
            return "nil";
        }
    }

    /** Fields of the dot. */
    record Field(TemplateText file, int position, List<String> names) implements Node {
        @Override
        public String toString() {
            return "." + String.join(".", names);
        }
    }

    /** Fields of what a pipeline in parentheses, or a function without arguments, gives. */
    record Chain(TemplateText file, int position, Node of, List<String> names) implements Node {
        @Override
        public String toString() {
            return asOperand(of) + "." + String.join(".", names);
        }
    }

    /** {@code true} or {@code false}. */
    record Bool(TemplateText file, int position, boolean value) implements Node {
        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /** A number or a character. */
    record Number(TemplateText file, int position, NumberConstant constant) implements Node {
        @Override
        public String toString() {
            return constant.text();
        }
    }

    /**
     * A text in quotes.
     *
     * @param quoted as it is written
     */
    record Literal(TemplateText file, int position, String quoted, String text) implements Node {
        @Override
        public String toString() {
            return quoted;
        }
    }

    private static String asOperand(Node node) {
        return node instanceof Pipeline ? "(" + node + ")" : node.toString();
    }

    private static String joined(List<? extends Node> nodes, String separator) {
        return nodes.stream().map(Node::toString).collect(Collectors.joining(separator));
    }
}
