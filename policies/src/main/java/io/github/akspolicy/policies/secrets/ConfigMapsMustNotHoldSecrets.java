package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.EmbeddedDocument;
import io.github.akspolicy.manifest.EmbeddedDocument.Line;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Place;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policies.base.Patterns;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.policy.Parameter;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.identity.ScriptText;
import io.github.akspolicy.resource.identity.SecretShape;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ConfigMaps are read by many, shown by every tool, and never encrypted apart. */
final class ConfigMapsMustNotHoldSecrets extends BuiltInPolicy<Resource> {
    /** A line of a properties, YAML, env or JSON file: a name, and a value without spaces. */
    private static final Pattern PROPERTY = Pattern.compile(
            "\\s*(export\\s+)?[\"']?(?<name>[A-Za-z_][\\w.-]*)[\"']?\\s*[=:]\\s*(?<quote>[\"']?)(?<value>[^\\s\"']+?)\\k<quote>(?:\\s*+[,;])?(?:\\s++[#;].*|\\s*+)");

    /** Files of programs: a word there is a variable, a column or {@code CASE}, and only what is quoted is a text. */
    private static final Pattern PROGRAM =
            Pattern.compile("(?i).*\\.(?:[cm]?[jt]sx?|py|go|java|kts?|scala|groovy|lua|rb|php|pl|cs|rs|c|cc|cpp|sql)");

    /** In a script of a shell, {@code $word} is no text. */
    private static final Pattern VARIABLE = Pattern.compile("\\$[A-Za-z_]\\w*+");

    /** Names there are databases of the system, {@code passwd} among them, and values where they are. */
    private static final Pattern DATABASES = Pattern.compile("(?i).*nsswitch\\.conf");

    private static final Pattern INTERPRETER =
            Pattern.compile("#!.*\\b(?:node|deno|bun|python|ruby|perl|lua|php)[\\d.]*\\b.*");

    private static final Parameter<List<String>> VALUES = Parameter.strings(
                    "valuePatterns",
                    List.of(),
                    "regular expressions of further values that are secrets, found anywhere in a line; private keys, connection"
                            + " strings, shared access signatures, JSON web tokens, addresses with a password and tokens of known services are"
                            + " known")
            .checkedBy(Patterns::fault);

    ConfigMapsMustNotHoldSecrets() {
        super(
                Resource.ofKinds("config map", "", "ConfigMap"),
                policy("secrets/configmap-secret-data", HIGH, "No secrets in ConfigMaps")
                        .fix("keep the value in Key Vault and mount it as a file; change it, since it was published")
                        .parameters(NamePatterns.SECRET_NAMES, NamePatterns.IGNORED_NAMES, VALUES)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Resource map, Judgement judgement) {
        List<String> patterns = judgement.get(VALUES);
        List<Field> data = map.root().get("data").fields();
        for (Field entry : data) {
            String value = entry.published();
            if (!value.contains("\n")
                    && NamePatterns.isSecret(entry.key(), value, judgement)
                    && !NamePatterns.isIdOfPair(entry.key(), data.stream().map(Field::key))) {
                judgement.fail(entry, entry.key() + " is a secret in plain text");
            } else {
                List<Line> lines = EmbeddedDocument.lines(entry);
                boolean program = PROGRAM.matcher(entry.key()).matches()
                        || (!lines.isEmpty()
                                && INTERPRETER.matcher(lines.get(0).text()).matches());
                boolean shell = ScriptText.is(entry.key(), value);
                lines.forEach(line -> line(entry.key(), line, program, shell, patterns, judgement));
            }
        }
        for (Field entry : map.root().get("binaryData").fields()) {
            if (NamePatterns.isSecret(entry.key(), entry.published(), judgement)) {
                judgement.fail(entry, entry.key() + " is a secret in plain text");
            }
        }
    }

    private static void line(
            String key, Line line, boolean program, boolean shell, List<String> patterns, Judgement judgement) {
        Place place = line.place();
        String shape = SecretShape.of(line.text());
        if (shape.isEmpty() && Patterns.anyFinds(patterns, line.text())) {
            shape = "a secret";
        }
        if (shape.isEmpty()) {
            Matcher property = PROPERTY.matcher(line.text());
            if (property.matches()
                    && !(program && isExpression(property))
                    && !(shell && VARIABLE.matcher(property.group("value")).matches())
                    && !DATABASES.matcher(key).matches()
                    && NamePatterns.isSecret(property.group("name"), property.group("value"), judgement)) {
                shape = "a secret, " + property.group("name") + ",";
                place = line.at(property.start("value"));
            }
        }
        if (!shape.isEmpty()) {
            judgement.add(Observation.violation(place, key + " holds " + shape + " in plain text", ""));
        }
    }

    private static boolean isExpression(Matcher property) {
        return property.group("quote").isEmpty()
                && !Character.isDigit(property.group("value").charAt(0));
    }
}
