package io.github.akspolicy.resource.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.ReadLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is sorted is found as by looking at each, which {@link AzureKeys} does. */
class ReferrersTest {
    /** Beginnings of each other, and texts that stand around a slash in the order of characters. */
    private static final List<String> PARTS = List.of("a", "ab", "a.b", "a-b", "a0", "b", "", "⟨f('a/b')⟩");

    private static AzureResource pool(String name) throws Exception {
        Field root = Field.root(ManifestReader.json("{\"name\": \"" + name + "\"}", ReadLimits.DEFAULT));
        return new AzureResource(AzureType.AGENT_POOL, Notation.ARM, name, root, root, root);
    }

    private static String part(Random random) {
        return PARTS.get(random.nextInt(PARTS.size()));
    }

    private static String reference(Random random) {
        var word = new StringBuilder("managedclusters/" + part(random) + "/agentpools/" + part(random));
        for (int i = random.nextInt(3); i > 0; i--) {
            word.append('/').append(part(random));
        }
        return random.nextInt(10) == 0 ? word.substring(0, word.length() - 1) : word.toString();
    }

    @Test
    void bothWaysFindWhatKeysFind() throws Exception {
        var random = new Random(20261127);
        int found = 0;
        for (int round = 0; round < 300; round++) {
            var resources = new ArrayList<AzureResource>();
            for (int i = 0; i < 6; i++) {
                resources.add(pool(part(random) + "/" + part(random)));
            }
            List<String> references =
                    random.ints(30).mapToObj(unused -> reference(random)).toList();
            Referrers<String> referrers = Referrers.byWords(references, List::of);
            var referents = new Referents<>(resources);
            for (AzureResource resource : resources) {
                List<String> into =
                        references.stream().filter(resource.keys()::encloses).toList();
                found += into.size();
                assertThat(referrers.into(resource)).isEqualTo(into);
                assertThat(referrers.to(resource))
                        .isEqualTo(references.stream()
                                .filter(resource.keys().words()::contains)
                                .toList());
            }
            for (String reference : references) {
                assertThat(referents.enclosing(reference))
                        .containsExactlyInAnyOrderElementsOf(resources.stream()
                                .filter(resource -> resource.keys().encloses(reference))
                                .toList());
            }
        }
        assertThat(found).as("or nothing is shown").isGreaterThan(500);
    }

    @Test
    void aLongReferenceIsNoLongWork() throws Exception {
        // no prefix of it is made
        String hostile = "managedclusters/a/agentpools" + "/a".repeat(200_000);
        assertThat(Referrers.byWords(List.of(hostile), List::of).into(pool("a/a")))
                .hasSize(1);
        assertThat(new Referents<>(List.of(pool("a/b"))).enclosing(hostile)).isEmpty();
    }
}
