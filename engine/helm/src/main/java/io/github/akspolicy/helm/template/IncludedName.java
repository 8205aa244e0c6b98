package io.github.akspolicy.helm.template;

import io.github.akspolicy.helm.template.Expression.Call;
import io.github.akspolicy.helm.template.Expression.Field;
import io.github.akspolicy.helm.template.Expression.Variable;
import io.github.akspolicy.helm.template.TemplateFunction.Result;
import io.github.akspolicy.helm.template.TemplateFunction.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the name in an {@code include} may mean, as far as it is written: named templates, or files of templates as a whole.
 *
 * @param text the name itself; null when it is composed
 * @param pieces texts that the name surely has
 * @param isFile whether it surely has the path of the folder of templates
 */
public record IncludedName(@Nullable String text, List<String> pieces, boolean isFile) {
    private static final String FOLDER = "templates/";

    /** Part of the names of all files of templates. */
    private static final String WITHIN_CHART = "/" + FOLDER;

    /** A verb of {@code printf} that writes the next argument as a whole. */
    private static final Pattern VERB = Pattern.compile("%[-+ 0]*[0-9]*[svdtq]");

    private static final Pattern ANY_VERB = Pattern.compile("%[^a-zA-Z%]*[a-zA-Z%]");

    public IncludedName {
        pieces = List.copyOf(pieces);
    }

    /** What an expression may name. */
    public static IncludedName of(Expression name) {
        String text = name.text();
        return text == null
                ? new IncludedName(null, pieces(name), hasFolder(name))
                : new IncludedName(text, List.of(text), text.contains(WITHIN_CHART));
    }

    /** What an expression of an action may name: a variable names what it was assigned before. */
    public static List<IncludedName> of(Expression name, TemplateFile file, int action) {
        List<Integer> assigned =
                name instanceof Variable variable ? file.assignments(variable.name(), action) : List.of();
        if (assigned.isEmpty()) {
            return List.of(of(name));
        }
        var names = new ArrayList<IncludedName>();
        for (int assignment : assigned) {
            Expression value = file.statement(assignment).expression();
            names.addAll(of(value == null ? name : value, file, assignment));
        }
        return names;
    }

    /** Whether nothing of the name is written, so that it may be any. */
    public boolean isAny() {
        return text == null && pieces.isEmpty() && !isFile;
    }

    /** Whether a named template may be meant. */
    public boolean mayBe(String name) {
        if (text != null) {
            return text.equals(name);
        }
        return (!isFile || name.contains(WITHIN_CHART)) && pieces.stream().allMatch(name::contains);
    }

    /**
     * Whether a file may be meant as a whole.
     *
     * @param path in its chart
     */
    public boolean mayBeFile(String path) {
        return (text == null || isFile)
                && pieces.stream().map(IncludedName::inFolder).allMatch(path::contains);
    }

    /** The same where some part of the name is written, so that it is no mere possibility. */
    public boolean isLikelyFile(String path) {
        return (isFile || !pieces.isEmpty()) && mayBeFile(path);
    }

    /** What of a part of a name is below the folder of templates: names begin with those of charts. */
    private static String inFolder(String piece) {
        int at = piece.lastIndexOf(FOLDER);
        return at < 0 ? piece : piece.substring(at + FOLDER.length());
    }

    /** Whether a text has the folder of templates, whatever a condition in it chooses. */
    private static boolean hasFolder(Expression name) {
        if (name instanceof Field field) {
            return field.name().equals("BasePath");
        }
        if (!(name instanceof Call call) || call.arguments().isEmpty()) {
            return false;
        }
        List<Expression> arguments = call.arguments();
        TemplateFunction function = TemplateFunction.of(call.function());
        return function.has(Trait.JOINS)
                ? arguments.stream().anyMatch(IncludedName::hasFolder)
                : function.result() == Result.LAST && hasFolder(arguments.get(arguments.size() - 1));
    }

    /** The parts of a composed text that are written, so that what it may be has all of them. */
    public static List<String> pieces(Expression name) {
        var pieces = new ArrayList<String>();
        collect(name, pieces);
        return pieces;
    }

    private static void collect(Expression name, List<String> pieces) {
        if (name.text() != null) {
            add(name.text(), pieces);
        } else if (name instanceof Call call && Set.of("print", "cat").contains(call.function())) {
            call.arguments().forEach(argument -> collect(argument, pieces));
        } else if (name instanceof Call call
                && call.function().equals("printf")
                && !call.arguments().isEmpty()) {
            List<Expression> written = call.arguments();
            String text = written.get(0).text();
            if (text != null) {
                ANY_VERB.splitAsStream(text).forEach(piece -> add(piece, pieces));
                if (!VERB.matcher(text).replaceAll("").contains("%")) {
                    written.subList(1, written.size()).forEach(argument -> collect(argument, pieces));
                }
            }
        }
    }

    private static void add(String piece, List<String> pieces) {
        if (piece.length() > 1) {
            pieces.add(piece);
        }
    }
}
