package io.github.akspolicy.evaluate;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.FieldPath;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ResourceReader;
import io.github.akspolicy.resource.cluster.Kubeconfig;
import io.github.akspolicy.resource.identity.SecretShape;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.EnvironmentVariable;
import io.github.akspolicy.resource.workload.Pod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the texts of a resource that must not be shown: what {@link Redaction} masks, and their places. */
final class SecretTexts {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final Pattern WORD = Pattern.compile("[A-Za-z]*");
    private static final Pattern OPTION = Pattern.compile("--?([A-Za-z][\\w.-]*+)");
    private static final int SHORTEST_UNQUOTED = 4;

    private final Set<String> secrets;
    private final List<Field> places = new ArrayList<>();

    SecretTexts(Set<String> secrets) {
        this.secrets = secrets;
    }

    void addAll(Resource resource) {
        if (resource.chart() != null) {
            addValues("", resource.root());
            return;
        }
        if (resource.is("", "Secret")) {
            for (Field value : resource.root().get("stringData").fields()) {
                places.add(value);
                Redaction.collect(value.text(), secrets);
            }
            for (Field value : resource.root().get("data").fields()) {
                places.add(value);
                addEncoded(value.text());
            }
        } else if (resource.is("", "ConfigMap")) {
            for (Field entry : resource.root().get("data").fields()) {
                addPlain(entry.key(), entry);
                entry.textOr("").lines().forEach(line -> Redaction.named(line, secrets));
            }
        }
        for (Kubeconfig kubeconfig : Kubeconfig.of(resource)) {
            kubeconfig.secrets().forEach(this::addEncoded);
        }
        AzureSecrets.of(resource).forEach(secret -> Redaction.collect(secret, secrets));
        for (Pod pod : Pod.VIEW.in(resource)) {
            for (Container container : pod.containers()) {
                for (EnvironmentVariable variable : container.variables()) {
                    addPlain(variable.name(), variable.value());
                }
                addArguments(container.field().get("command").items());
                addArguments(container.field().get("args").items());
            }
        }
        String applied = resource.root()
                .get("metadata")
                .get("annotations")
                .get(LAST_APPLIED)
                .text();
        if (applied != null) {
            addManifest(applied);
        }
    }

    /**
     * A message about a place, without the secret that stands there, whatever that looks like: a word only where it is
     * quoted, since in a sentence it is one of its words.
     *
     * @param at the place that the message is about
     */
    String masked(String message, FieldPath at) {
        String masked = message;
        for (Field place : places) {
            String text = place.textOr("");
            if (!text.isEmpty() && isAbout(place.path(), at)) {
                masked = masked.replace('"' + text + '"', '"' + Redaction.MASK + '"')
                        .replace('\'' + text + '\'', '\'' + Redaction.MASK + '\'');
                if (text.length() >= SHORTEST_UNQUOTED && !WORD.matcher(text).matches()) {
                    masked = tokens(masked, text);
                }
            }
        }
        return masked;
    }

    /** Whether a message about a path may quote a place: it is that place, lies in it, or is the entry that holds it. */
    private static boolean isAbout(FieldPath place, FieldPath at) {
        if (at.equals(place.parent())) {
            return true;
        }
        for (FieldPath path = at; path != null; path = path.parent()) {
            if (path.equals(place)) {
                return true;
            }
        }
        return false;
    }

    private static String tokens(String message, String text) {
        var masked = new StringBuilder();
        int from = 0;
        for (int at = message.indexOf(text); at >= 0; at = message.indexOf(text, at + 1)) {
            if (at >= from && Redaction.isToken(message, at, at + text.length())) {
                masked.append(message, from, at).append(Redaction.MASK);
                from = at + text.length();
            }
        }
        return masked.append(message, from, message.length()).toString();
    }

    /** Values by their key; those of a list by that of the list. */
    private void addValues(String key, Field value) {
        if (value.node() instanceof Node.Scalar) {
            addPlain(key, value);
        }
        value.fields().forEach(entry -> addValues(entry.key(), entry));
        value.items().forEach(item -> addValues(key, item));
    }

    /** A text as it is written, and as it is meant if it is base64. */
    private void addEncoded(@Nullable String encoded) {
        Redaction.collect(encoded, secrets);
        if (encoded != null) {
            try {
                Redaction.collect(new String(Base64.getMimeDecoder().decode(encoded), StandardCharsets.UTF_8), secrets);
            } catch (IllegalArgumentException notBase64) {
                // whoever reads it refuses it, too; the text as written is masked already
            }
        }
    }

    /** A value that looks like a secret. */
    private void addPlain(String name, Field field) {
        String value = field.textOr("");
        if (!value.isEmpty() && SecretShape.isSecret(name, value)) {
            places.add(field);
            Redaction.collect(value, secrets);
        }
    }

    /** {@code --password=x}, and {@code --password x}. */
    private void addArguments(List<Field> arguments) {
        String option = "";
        for (Field argument : arguments) {
            String text = argument.textOr("");
            if (!option.isEmpty()) {
                addPlain(option, argument);
            }
            Matcher named = OPTION.matcher(text);
            option = named.matches() ? named.group(1) : "";
            Redaction.named(text, secrets);
        }
    }

    /** What kubectl keeps of the object as it was applied. */
    private void addManifest(String json) {
        ManifestReader.read(json, ReadLimits.DEFAULT, new ManifestReader.Receiver() {
            @Override
            public void document(Node root) {
                var inner = new SecretTexts(secrets);
                ResourceReader.read(root, null, PodTemplates.KNOWN, inner::addAll, problem -> {});
            }

            @Override
            public void problem(ManifestException problem) {
                // it is no manifest: what is random in it is masked all the same
                Redaction.collect(json, secrets);
            }
        });
    }
}
