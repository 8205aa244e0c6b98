package io.github.akspolicy.template.exec;

import io.github.akspolicy.template.parse.Node;
import io.github.akspolicy.template.parse.ParseException;
import io.github.akspolicy.template.parse.TemplateText;
import io.github.akspolicy.template.value.Function;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Templates that can call each other by name, and the functions that they may call. */
public final class TemplateSet {
    private final Map<String, Function> functions;
    private final ParsedTexts parsed;
    private final @Nullable TemplateSet others;
    private final Map<String, Node.Sequence> trees = new HashMap<>();

    /** An empty set. */
    public TemplateSet(Map<String, Function> functions) {
        this(functions, new ParsedTexts());
    }

    /**
     * An empty set.
     *
     * @param parsed texts that were read with the same functions
     */
    public TemplateSet(Map<String, Function> functions, ParsedTexts parsed) {
        this(functions, parsed, null);
    }

    private TemplateSet(Map<String, Function> functions, ParsedTexts parsed, @Nullable TemplateSet others) {
        this.others = others;
        this.functions = functions;
        this.parsed = parsed;
    }

    /** A set with the same templates, to which more can be added. To this one nothing may be added any more. */
    public TemplateSet copy() {
        return new TemplateSet(functions, parsed, this);
    }

    /**
     * Reads a text and adds it with all templates that it defines. A definition replaces an earlier one of its name, unless
     * there is nothing in it.
     *
     * @return the tree of the text itself, which is not the one of its name where there is nothing in it
     * @throws ParseException if Go would refuse the text
     */
    public Node.Sequence add(TemplateText text) throws ParseException {
        Map<String, Node.Sequence> read = parsed.read(text, functions::containsKey);
        read.forEach((name, tree) -> {
            if (!tree.isBlank() || find(name).isEmpty()) {
                trees.put(name, tree);
            }
        });
        return Objects.requireNonNull(read.get(text.name()));
    }

    /** A template by its name. */
    public Optional<Node.Sequence> find(String name) {
        Node.Sequence tree = trees.get(name);
        return tree == null && others != null ? others.find(name) : Optional.ofNullable(tree);
    }

    /** A function by its name. */
    Optional<Function> function(String name) {
        return Optional.ofNullable(functions.get(name));
    }
}
