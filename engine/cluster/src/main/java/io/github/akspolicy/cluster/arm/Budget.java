package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.manifest.Position;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the evaluation of one file may cost, what went wrong in it, each place once, and what of it is secret. */
final class Budget {
    /** Steps of an evaluation; a template of 4 MB, the most that Azure takes, needs about a tenth. */
    private static final int MOST_STEPS = 4_000_000;

    private static final int MOST_RESOURCES = 20_000;
    private static final int DEEPEST = 400;

    private final Map<Position, String> problems = new LinkedHashMap<>();
    private final SecureValues secure = new SecureValues();
    private int steps;
    private int resources;
    private int depth;

    /** Goes one level deeper. @throws TemplateException when it is too deep or took too long */
    void enter(Position at) {
        if (++steps > MOST_STEPS) {
            throw new TemplateException(
                    "the template is not evaluated further: it takes more than " + MOST_STEPS + " steps", at);
        }
        if (++depth > DEEPEST) {
            throw new TemplateException(
                    "the template is not evaluated further: it is nested deeper than " + DEEPEST + " levels", at);
        }
    }

    void leave() {
        depth--;
    }

    void resource(Position at) {
        if (++resources > MOST_RESOURCES) {
            throw new TemplateException(
                    "the template is not evaluated further: it deploys more than " + MOST_RESOURCES + " resources", at);
        }
    }

    void problem(Position at, String message) {
        problems.putIfAbsent(at, message);
    }

    SecureValues secure() {
        return secure;
    }

    Map<Position, String> problems() {
        return problems;
    }

    /** The evaluation cannot go on. */
    static final class TemplateException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient Position position;

        TemplateException(String message, Position position) {
            super(message, null, false, false);
            this.position = position;
        }

        Position position() {
            return position;
        }
    }
}
