package io.github.akspolicy.policies.secrets;

import static io.github.akspolicy.policy.Profile.*;
import static io.github.akspolicy.policy.Severity.*;

import io.github.akspolicy.manifest.EmbeddedDocument;
import io.github.akspolicy.manifest.EmbeddedDocument.Line;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policies.base.BuiltInPolicy;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.Observation;
import io.github.akspolicy.resource.identity.SecretShape;
import io.github.akspolicy.resource.workload.Container;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Arguments stand in the repository, in the workload, and in the list of processes of the node. */
final class ArgumentsMustNotHoldSecrets extends BuiltInPolicy<Container> {
    /** An option with its value in one word, or alone. */
    private static final Pattern OPTION =
            Pattern.compile("-{1,2}(?<name>[A-Za-z][\\w.-]{0,80})(?:=(?<value>\\S{1,1000}))?");

    private static final Pattern NAMES_A_SECRET = Pattern.compile("(?i)(?:.*[_.-])?secrets?");

    /** Words of small letters, joined: what generators make has digits among them. */
    private static final Pattern OBJECT_NAME = Pattern.compile("(?:[a-z]{1,40}/)?[a-z]{1,40}(?:[-.][a-z]{1,40}){0,20}");

    ArgumentsMustNotHoldSecrets() {
        super(
                Container.VIEW,
                policy("secrets/plain-argument", HIGH, "No literal secrets in commands and arguments")
                        .fix(
                                "keep the value in Key Vault and let the program read a file; change it, since it was published")
                        .parameters(NamePatterns.SECRET_NAMES, NamePatterns.IGNORED_NAMES)
                        .in(RECOMMENDED));
    }

    @Override
    public void evaluate(Container container, Judgement judgement) {
        for (String list : List.of("command", "args")) {
            String option = "";
            for (Field argument : container.field().get(list).items()) {
                String text = argument.published();
                if (isShaped(argument, list, judgement)) {
                    option = "";
                    continue;
                }
                Matcher named = OPTION.matcher(text);
                boolean isOption = named.matches();
                String value = isOption ? named.group("value") : option.isEmpty() ? null : text;
                String name = isOption ? named.group("name") : option;
                String shape = value == null ? "" : SecretShape.of(value);
                if (!shape.isEmpty() || value != null && isSecret(name, value, judgement)) {
                    judgement.fail(
                            argument,
                            "option " + name + " holds " + (shape.isEmpty() ? "a secret" : shape) + " in plain text");
                }
                option = isOption && value == null ? name : "";
            }
        }
    }

    /** Programs of Kubernetes take the name of a Secret in an option {@code --secret}, and many a file behind an at sign. */
    private static boolean isSecret(String name, String value, Judgement judgement) {
        return NamePatterns.isSecret(name, value, judgement)
                && !value.startsWith("@")
                && !(NAMES_A_SECRET.matcher(name).matches()
                        && OBJECT_NAME.matcher(value).matches());
    }

    /** Whether an argument, perhaps a script, holds what is a secret by its shape. */
    private static boolean isShaped(Field argument, String list, Judgement judgement) {
        boolean found = false;
        // places of lines cost more than looking at the text twice
        if (SecretShape.of(argument.written()).isEmpty()) {
            return false;
        }
        for (Line line : EmbeddedDocument.lines(argument)) {
            String shape = SecretShape.of(line.text());
            if (!shape.isEmpty()) {
                found = true;
                judgement.add(Observation.violation(line.place(), list + " holds " + shape + " in plain text", shape));
            }
        }
        return found;
    }
}
