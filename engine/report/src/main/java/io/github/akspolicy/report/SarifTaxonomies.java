package io.github.akspolicy.report;

import io.github.akspolicy.evaluate.ActivePolicy;
import io.github.akspolicy.policy.Reference;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The controls of standards as taxonomies (SARIF 2.1.0, 3.14.8 and 3.49.12): a viewer groups results by them. What only other
 * tools or pages say is in the help of a rule.
 */
final class SarifTaxonomies {
    /** The taxa of each standard, by its title and by the id of the control. */
    private final Map<String, Map<String, Reference>> standards = new TreeMap<>();

    SarifTaxonomies(List<ActivePolicy> policies) {
        for (ActivePolicy policy : policies) {
            controls(policy)
                    .forEach(control -> standards
                            .computeIfAbsent(control.standard(), title -> new LinkedHashMap<>())
                            .putIfAbsent(control.id(), control));
        }
    }

    private static List<Reference> controls(ActivePolicy policy) {
        return policy.references().stream().filter(Reference::isControl).toList();
    }

    /** For the driver: which taxonomies its rules refer to. */
    void supported(JsonOutput json) throws IOException {
        json.array("supportedTaxonomies", () -> {
            for (String title : standards.keySet()) {
                json.object(() -> json.field("name", title));
            }
        });
    }

    /** For a run. */
    void write(JsonOutput json) throws IOException {
        json.array("taxonomies", () -> {
            for (Map.Entry<String, Map<String, Reference>> standard : standards.entrySet()) {
                json.object(() -> {
                    json.field("name", standard.getKey());
                    json.array("taxa", () -> {
                        for (Reference control : standard.getValue().values()) {
                            json.object(() -> taxon(control, json));
                        }
                    });
                });
            }
        });
    }

    private static void taxon(Reference control, JsonOutput json) throws IOException {
        json.field("id", control.id());
        if (!control.title().isEmpty()) {
            json.object("shortDescription", () -> json.field("text", control.title()));
        }
    }

    /** For a rule: the controls that it answers. */
    static void relationships(ActivePolicy policy, JsonOutput json) throws IOException {
        List<Reference> controls = controls(policy);
        if (controls.isEmpty()) {
            return;
        }
        json.array("relationships", () -> {
            for (Reference control : controls) {
                json.object(() -> json.object("target", () -> {
                    json.field("id", control.id());
                    json.object("toolComponent", () -> json.field("name", control.standard()));
                }));
            }
        });
    }
}
