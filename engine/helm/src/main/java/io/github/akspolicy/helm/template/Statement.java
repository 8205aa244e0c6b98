package io.github.akspolicy.helm.template;

import io.github.akspolicy.helm.template.TemplateFile.Keyword;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An action, read.
 *
 * @param keyword what it does
 * @param variables the variables it sets, with dollar signs
 * @param declares whether it declares them ({@code :=}) rather than assigns ({@code =})
 * @param expression what it computes; null for {@code end}, a plain {@code else} and the like
 */
public record Statement(
        Keyword keyword,
        List<String> variables,
        boolean declares,
        @Nullable Expression expression) {
    public Statement {
        variables = List.copyOf(variables);
    }

    static Statement of(Keyword keyword, List<Token> words) {
        int at = switch (keyword) {
            case IF, WITH, RANGE -> 1;
            case ELSE -> words.size() > 1 ? 2 : 1;
            // behind its name
            case BLOCK -> 2;
            case DEFINE, END, JUMP, NONE -> words.size();
            case ASSIGN, OUTPUT -> 0;
        };
        var variables = new ArrayList<String>();
        boolean declares = false;
        int assignment = at;
        while (assignment < words.size()
                && (words.get(assignment).kind() == Token.Kind.VARIABLE
                        || words.get(assignment).kind() == Token.Kind.COMMA)) {
            assignment++;
        }
        if (assignment > at && assignment < words.size()) {
            Token.Kind kind = words.get(assignment).kind();
            if (kind == Token.Kind.DECLARE || kind == Token.Kind.ASSIGN) {
                for (Token word : words.subList(at, assignment)) {
                    if (word.kind() == Token.Kind.VARIABLE) {
                        variables.add(word.text());
                    }
                }
                declares = kind == Token.Kind.DECLARE;
                at = assignment + 1;
            }
        }
        return new Statement(
                keyword, variables, declares, at < words.size() ? ExpressionParser.parse(words, at) : null);
    }
}
