package io.github.akspolicy.cluster.terraform;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.resource.identity.SecretShape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Terraform calls sensitive in a plan, state or configuration: {@code sensitive_values} beside {@code values}, {@code
 * after_sensitive} and {@code before_sensitive} beside a change, and variables and outputs that are declared sensitive
 * (developer.hashicorp.com/terraform/internals/json-format).
 */
final class SensitiveValues {
    private final Set<String> secrets = new HashSet<>();

    private SensitiveValues() {}

    static Set<String> of(Node document) {
        var values = new SensitiveValues();
        values.file(Field.root(document));
        return values.secrets;
    }

    private void file(Field root) {
        for (String state : new String[] {"planned_values", "values"}) {
            module(root.get(state).get("root_module"));
            outputs(root.get(state).get("outputs"));
        }
        Field prior = root.at("prior_state", "values");
        module(prior.get("root_module"));
        outputs(prior.get("outputs"));
        for (String changes : new String[] {"resource_changes", "resource_drift"}) {
            root.get(changes).items().forEach(change -> change(change.get("change")));
        }
        root.get("output_changes").fields().forEach(this::change);
        Map<String, Field> variables = new HashMap<>();
        root.get("variables").fields().forEach(variable -> variables.put(variable.key(), variable));
        for (Field declared :
                root.at("configuration", "root_module", "variables").fields()) {
            Field given = variables
                    .getOrDefault(declared.key(), declared.get("nothing"))
                    .get("value");
            variable(declared.key(), declared.get("sensitive").isTrue(), given);
            variable(declared.key(), declared.get("sensitive").isTrue(), declared.get("default"));
        }
    }

    private void module(Field module) {
        for (Field resource : module.get("resources").items()) {
            marked(resource.get("values"), resource.get("sensitive_values"));
        }
        module.get("child_modules").items().forEach(this::module);
    }

    private void outputs(Field outputs) {
        for (Field output : outputs.fields()) {
            if (output.get("sensitive").isTrue()) {
                all(output.get("value").node());
            }
        }
    }

    private void change(Field change) {
        marked(change.get("before"), change.get("before_sensitive"));
        marked(change.get("after"), change.get("after_sensitive"));
    }

    private void variable(String name, boolean isSensitive, Field value) {
        if (isSensitive || SecretShape.isSecret(name, value.textOr(""))) {
            all(value.node());
        }
    }

    /** @param mark true where the value is sensitive, else of its shape as far as anything in it is */
    private void marked(Field value, Field mark) {
        if (mark.isTrue()) {
            all(value.node());
        } else if (mark.node() instanceof Node.Mapping) {
            Map<String, Field> marks = new HashMap<>();
            mark.fields().forEach(inner -> marks.put(inner.key(), inner));
            for (Field inner : value.fields()) {
                Field innerMark = marks.get(inner.key());
                if (innerMark != null) {
                    marked(inner, innerMark);
                }
            }
        } else if (mark.node() instanceof Node.Sequence) {
            for (int i = 0; i < Math.min(value.items().size(), mark.items().size()); i++) {
                marked(value.items().get(i), mark.items().get(i));
            }
        }
    }

    private void all(@Nullable Node node) {
        if (node instanceof Node.Mapping mapping) {
            mapping.entries().forEach(entry -> all(entry.value()));
        } else if (node instanceof Node.Sequence list) {
            list.items().forEach(this::all);
        } else if (node instanceof Node.Scalar scalar
                && scalar.value() != null
                && !(scalar.value() instanceof Boolean)) {
            secrets.add(String.valueOf(scalar.value()));
        }
    }
}
