package io.github.akspolicy.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.configuration.KeyDirections.Direction;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Whoever adds a key says what makes the gate weaker: the keys are those of the published schemas. */
class KeyDirectionsTest {
    /** The keys of a JSON Schema, as {@code environments.*.kubeVersion} and {@code sources[].values}. */
    private static Set<String> keys(String schema, String prefix) {
        var documents = new ArrayList<Field>();
        ManifestReader.read(schema, ReadLimits.DEFAULT, new ManifestReader.Receiver() {
            @Override
            public void document(Node root) {
                documents.add(Field.root(root));
            }

            @Override
            public void problem(ManifestException unreadable) {
                throw new AssertionError(unreadable);
            }
        });
        var keys = new TreeSet<String>();
        collect(documents.get(0), documents.get(0), prefix, Set.of(), keys);
        return keys;
    }

    private static void collect(Field root, Field node, String path, Set<String> within, Set<String> keys) {
        if (!node.isPresent()) {
            return;
        }
        String reference = node.get("$ref").textOr("");
        if (!reference.isEmpty() && !within.contains(reference)) {
            var deeper = new HashSet<>(within);
            deeper.add(reference);
            Field target = root;
            for (String part : reference.substring(2).split("/")) {
                target = target.get(part);
            }
            assertThat(target.isPresent()).as(reference).isTrue();
            collect(root, target, path, deeper, keys);
        }
        for (String several : List.of("anyOf", "oneOf", "allOf")) {
            node.get(several).items().forEach(one -> collect(root, one, path, within, keys));
        }
        for (String condition : List.of("if", "then", "else")) {
            collect(root, node.get(condition), path, within, keys);
        }
        for (Field property : node.get("properties").fields()) {
            String key = path.isEmpty() || path.endsWith(".") ? path + property.key() : path + "." + property.key();
            keys.add(key);
            collect(root, property, key, within, keys);
        }
        collect(root, node.get("additionalProperties"), path + ".*", within, keys);
        node.get("patternProperties").fields().forEach(value -> collect(root, value, path + ".*", within, keys));
        collect(root, node.get("items"), path + "[]", within, keys);
    }

    private static Set<String> all() {
        Set<String> keys = keys(ConfigurationSchema.json(new ExamplePolicies().policies()), "");
        keys.addAll(keys(DebtSchema.json(new ExamplePolicies().policies()), "file exemptions."));
        keys.addAll(keys(AccessBudgetSchema.json(), "file rbacBudget."));
        return keys;
    }

    @Test
    void everyKeyOfTheSchemasIsDeclared() {
        Set<String> keys = all();
        assertThat(keys)
                .contains("environments.*.kubeVersion", "sources[].values", "podTemplates[].optional", "gate.maxDays");
        assertThat(keys)
                .allSatisfy(key -> assertThat(KeyDirections.isDeclared(key))
                        .as("%s: say in KeyDirections when another value lets more pass", key)
                        .isTrue());
    }

    @Test
    void nothingIsDeclaredThatIsNoKey() {
        Set<String> keys = all();
        var normal = new HashSet<String>();
        keys.forEach(key -> normal.add(key.replaceFirst("^policies\\.[^.]+", "policies.*")
                .replaceFirst("\\.parameters\\..+$", ".parameters.*")));
        assertThat(normal).containsAll(KeyDirections.all().keySet());
    }

    @Test
    void aKeyThatComesLaterIsNotDeclaredAndCounts() {
        for (String later :
                List.of("later", "environments.*.later", "sources[].later", "gate.later", "policies.a/b.later")) {
            assertThat(KeyDirections.isDeclared(later)).as(later).isFalse();
        }
        assertThat(KeyDirections.of("later")).isEqualTo(Direction.ANY);
        assertThat(KeyDirections.isDeclared("limits.later")).isTrue();
    }
}
