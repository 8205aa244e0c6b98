package io.github.akspolicy.evaluate;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.cluster.Kubeconfig;
import io.github.akspolicy.resource.identity.SecretShape;
import io.github.akspolicy.resource.workload.Container;
import io.github.akspolicy.resource.workload.Pod;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the texts of a resource that nobody may see: what {@link Redaction} masks. */
final class SecretTexts {
    private static final Pattern WORD = Pattern.compile("[A-Za-z]*");

    private final Set<String> secrets;

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
                Redaction.collect(value.text(), secrets);
            }
            for (Field value : resource.root().get("data").fields()) {
                addEncoded(value.text());
            }
        } else if (resource.is("", "ConfigMap")) {
            for (Field entry : resource.root().get("data").fields()) {
                addPlain(entry.key(), entry);
            }
        }
        for (Kubeconfig kubeconfig : Kubeconfig.of(resource)) {
            kubeconfig.secrets().forEach(this::addEncoded);
        }
        AzureSecrets.of(resource).forEach(secret -> Redaction.collect(secret, secrets));
        for (Pod pod : Pod.VIEW.in(resource)) {
            for (Container container : pod.containers()) {
                for (Field variable : container.env().items()) {
                    addPlain(variable.get("name").stringOr(""), variable.get("value"));
                }
            }
        }
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

    /** A value that looks like a secret, but for words of letters only. */
    private void addPlain(String name, Field field) {
        String value = field.textOr("");
        if (SecretShape.isSecret(name, value) && !WORD.matcher(value).matches()) {
            Redaction.collect(value, secrets);
        }
    }
}
