package io.github.akspolicy.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.policies.BuiltInPolicies;
import io.github.akspolicy.policy.Policy;
import io.github.akspolicy.resource.cluster.AzureProperty;
import io.github.akspolicy.resource.cluster.Notation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The arguments of azurerm that pages show and fixes name exist in its version 5: by the table {@code azurerm-arguments.txt}. */
class AzurermArgumentsTest {
    private static final String CLUSTER = "azurerm_kubernetes_cluster";
    /** What every resource of Terraform may have. */
    private static final Set<String> META =
            Set.of("lifecycle", "depends_on", "count", "for_each", "provider", "timeouts");

    private final Map<String, Set<String>> table = read();

    private static Map<String, Set<String>> read() {
        try {
            Map<String, Set<String>> table = new HashMap<>();
            for (String line : Files.readAllLines(Path.of("src/test/resources/azurerm-arguments.txt"))) {
                if (!line.startsWith("#")) {
                    String[] columns = line.split(" \\| ", -1);
                    table.put(columns[0] + " " + columns[1], Set.of(columns[2].split(" ", -1)));
                }
            }
            return table;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void argumentsOfExamplesExist() throws IOException {
        List<String> wrong = new ArrayList<>();
        int resources = 0;
        for (PageExample example : PageExample.all(new BuiltInPolicies()
                .policies().stream().map(Policy::info).map(info -> info.id()).toList())) {
            if (!example.language().equals("hcl")) {
                continue;
            }
            Map<?, ?> types =
                    (Map<?, ?>) ((Map<?, ?>) Objects.requireNonNull(JsonValues.parse(example.text()))).get("resource");
            for (Map.Entry<?, ?> type : types.entrySet()) {
                if (!String.valueOf(type.getKey()).startsWith("azurerm_")) {
                    continue;
                }
                for (Object body : ((Map<?, ?>) type.getValue()).values()) {
                    resources++;
                    check(String.valueOf(type.getKey()), "-", body, example + ": " + type.getKey(), wrong);
                }
            }
        }
        assertThat(resources).isGreaterThan(80);
        assertThat(wrong).isEmpty();
    }

    private void check(String type, String block, @Nullable Object body, String where, List<String> wrong) {
        if (body instanceof List<?> blocks) {
            blocks.forEach(one -> check(type, block, one, where, wrong));
        } else if (body instanceof Map<?, ?> map) {
            Set<String> known = table.get(type + " " + block);
            if (known == null) {
                if (block.equals("-")) {
                    wrong.add(where + ": the type is not in the table");
                }
                return; // a map of labels, tags or the like
            }
            map.forEach((key, value) -> {
                String name = String.valueOf(key);
                if (!known.contains(name) && !META.contains(name)) {
                    wrong.add(where + "." + name + ": azurerm 5 has no such argument");
                }
                check(type, name, value, where + "." + name, wrong);
            });
        }
    }

    /** What fixes write, and the column azurerm 5 of the pages. */
    @Test
    void argumentsOfPropertiesExist() {
        List<String> wrong = new ArrayList<>();
        check(CLUSTER, "-", AzureProperties.cluster(), wrong);
        // a pool is of its own or the default one, and cache rules are beside the registry
        check(CLUSTER + "_node_pool", "-", others(AzureProperties.pool(), CLUSTER + " default_node_pool"), wrong);
        check(
                "azurerm_container_registry",
                "-",
                others(AzureProperties.registry(), "azurerm_container_registry_cache_rule -"),
                wrong);
        check("azurerm_key_vault", "-", AzureProperties.vault(), wrong);
        for (AzureProperty property : AzureProperties.cluster()) {
            check("azurerm_kubernetes_automatic_cluster", "-", property.inAutomaticAzurerm(), wrong);
        }
        assertThat(wrong).isEmpty();
    }

    private List<AzureProperty> others(List<AzureProperty> properties, String block) {
        Set<String> known = Objects.requireNonNull(table.get(block));
        return properties.stream()
                .filter(property -> !known.contains(property.in(Notation.AZURERM)))
                .toList();
    }

    private void check(String type, String block, List<AzureProperty> properties, List<String> wrong) {
        properties.stream()
                .filter(property -> property.azurermRemovedIn() == 0)
                .forEach(property -> check(type, block, property.in(Notation.AZURERM), wrong));
    }

    private void check(String type, String block, String path, List<String> wrong) {
        String at = block;
        for (String name : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
            Set<String> known = table.get(type + " " + at);
            if (known != null && !known.contains(name)) {
                wrong.add(type + " " + path + ": azurerm 5 has no argument " + name);
                return;
            }
            at = name;
        }
    }
}
