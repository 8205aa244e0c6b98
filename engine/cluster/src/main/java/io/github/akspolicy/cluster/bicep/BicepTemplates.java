package io.github.akspolicy.cluster.bicep;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import io.github.akspolicy.source.Problem;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The templates that files of Bicep mean, those of their local modules in them, each made once. */
public final class BicepTemplates {
    /** Expressions that are converted; a file of 10,000 lines has about a twentieth. */
    private static final int MOST_STEPS = 3_000_000;

    private static final int DEEPEST = 50;

    private final BicepFiles files;
    private final Consumer<Problem> problems;
    private final boolean knowsRegistry;
    private final Map<Path, Node> templates = new HashMap<>();
    private final Set<Path> open = new LinkedHashSet<>();
    private int steps;
    private int depth;

    /** @param problems takes what cannot be a template */
    public BicepTemplates(BicepFiles files, Consumer<Problem> problems) {
        this(files, problems, true);
    }

    private BicepTemplates(BicepFiles files, Consumer<Problem> problems, boolean knowsRegistry) {
        this.files = files;
        this.problems = problems;
        this.knowsRegistry = knowsRegistry;
    }

    /** Those of the source of what is compiled, which holds modules of registries itself. */
    public static BicepTemplates ofCompiled(BicepFiles files) {
        return new BicepTemplates(files, problem -> {}, false);
    }

    /** Whether modules of registries stand for what they make of their parameters. */
    boolean knowsRegistry() {
        return knowsRegistry;
    }

    /** What a file cannot be, since it is too large. */
    static final class LimitException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Position at;

        LimitException(String message, Position at) {
            super(message, null, false, false);
            this.at = at;
        }
    }

    /** The template of a file; null where it cannot be made, which is a problem. */
    public @Nullable Node template(Path path) {
        try {
            return made(path);
        } catch (LimitException end) {
            problem(end.at, String.valueOf(end.getMessage()));
            return null;
        }
    }

    @Nullable
    Node made(Path path) {
        Node known = templates.get(path);
        if (known != null || open.size() > DEEPEST || !open.add(path)) {
            return known;
        }
        Node made = null;
        if (path.toString().endsWith(".bicep") || ParameterFile.isBicep(path)) {
            BicepFile file = files.bicep(path);
            made = file == null ? null : new TemplateBuilder(this, file).template();
        } else {
            made = files.json(path);
        }
        open.remove(path);
        if (made != null) {
            templates.put(path, made);
        }
        return made;
    }

    BicepFiles files() {
        return files;
    }

    boolean isOpen(Path path) {
        return open.contains(path);
    }

    void step(Position at) {
        if (++steps > MOST_STEPS) {
            throw new LimitException("the file is not read further: it takes more than " + MOST_STEPS + " steps", at);
        }
    }

    void enter(Position at) {
        if (++depth > DEEPEST) {
            throw new LimitException(
                    "the file is not read further: resources are in each other deeper than " + DEEPEST + " levels", at);
        }
    }

    void leave() {
        depth--;
    }

    void problem(Position at, String message) {
        problems.accept(Problem.at(files.locate(at), message, ""));
    }
}
