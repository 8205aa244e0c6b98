package io.github.akspolicy.cluster.module;

import io.github.akspolicy.cluster.hcl.Body;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a block of an override file makes of the block that it overrides: an argument replaces the argument, a nested block replaces
 * all nested blocks of its type, {@code dynamic} ones too (developer.hashicorp.com/terraform/language/files/override; Terraform's
 * configs/module_merge_body.go). Of {@code lifecycle}, arguments are replaced one by one.
 */
final class Overrides {
    private Overrides() {}

    static Body.Block merged(Body.Block base, Body.Block override) {
        return new Body.Block(base.type(), base.labels(), merged(base.body(), override.body()), base.at());
    }

    private static Body merged(Body base, Body override) {
        Map<String, Body.Attribute> attributes = new LinkedHashMap<>();
        base.attributes().forEach(attribute -> attributes.put(attribute.name(), attribute));
        override.attributes().forEach(attribute -> attributes.put(attribute.name(), attribute));
        Set<String> replaced = override.blocks().stream().map(Overrides::made).collect(Collectors.toSet());
        List<Body.Block> blocks = new ArrayList<>();
        for (Body.Block block : base.blocks()) {
            if (!replaced.contains(made(block)) || isLifecycle(block)) {
                blocks.add(block);
            }
        }
        for (Body.Block block : override.blocks()) {
            int before = isLifecycle(block) ? indexOfLifecycle(blocks) : -1;
            if (before >= 0) {
                blocks.set(before, merged(blocks.get(before), block));
            } else {
                blocks.add(block);
            }
        }
        return new Body(List.copyOf(attributes.values()), blocks);
    }

    /** The type of the blocks that a block is or makes. */
    private static String made(Body.Block block) {
        return block.type().equals("dynamic") && block.labels().size() == 1
                ? block.labels().get(0)
                : block.type();
    }

    private static boolean isLifecycle(Body.Block block) {
        return block.type().equals("lifecycle");
    }

    private static int indexOfLifecycle(List<Body.Block> blocks) {
        for (int i = 0; i < blocks.size(); i++) {
            if (isLifecycle(blocks.get(i))) {
                return i;
            }
        }
        return -1;
    }
}
