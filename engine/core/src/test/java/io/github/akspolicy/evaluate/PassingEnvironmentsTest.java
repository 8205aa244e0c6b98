package io.github.akspolicy.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.policy.Judgement;
import io.github.akspolicy.policy.PolicyInfo;
import io.github.akspolicy.policy.ResourcePolicy;
import io.github.akspolicy.policy.Severity;
import io.github.akspolicy.resource.PodTemplates;
import io.github.akspolicy.resource.Resource;
import io.github.akspolicy.resource.ViewType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** "prod sets it at": the line is that of the same object, read as it was read for its verdict. */
class PassingEnvironmentsTest {
    private static final String ON = "spec: {hard: true}\n";
    private static final String OFF = "spec: {hard: false}\n";

    private static final class Hard implements ResourcePolicy<Resource> {
        @Override
        public PolicyInfo info() {
            return PolicyInfo.of("test/hard", Severity.HIGH, "Objects must be hard", "set spec.hard");
        }

        @Override
        public ViewType<Resource> view() {
            return ViewType.RESOURCE;
        }

        @Override
        public void evaluate(Resource resource, Judgement judgement) {
            Field hard = resource.root().get("spec").get("hard");
            if (!hard.isTrue()) {
                judgement.fail(hard, "spec.hard is not true");
            }
        }
    }

    private static String object(String apiVersion, String namespace, String spec) {
        return "apiVersion: " + apiVersion + "\nkind: App\nmetadata: {name: web" + namespace + "}\n" + spec;
    }

    private static String passing(String dev, String prod, ReadLimits limits) {
        List<Finding> findings = new Evaluator(
                        List.of(ActivePolicy.of(new Hard())), Thresholds.DEFAULT, PodTemplates.KNOWN, limits, 1)
                .evaluate(
                        List.of(
                                new TextRelease("dev", "k8s").file("k8s/dev.yaml", dev),
                                new TextRelease("prod", "k8s").file("k8s/prod.yaml", prod)),
                        Progress.NONE)
                .findings();
        assertThat(findings).isNotEmpty();
        return findings.get(0).passesIn().toString();
    }

    private static String passing(String dev, String prod) {
        return passing(dev, prod, ReadLimits.DEFAULT);
    }

    @Test
    void theLineOfTheSameObjectIsNamed() {
        assertThat(passing(object("a.example/v1", "", OFF), object("a.example/v1", "", ON)))
                .contains("prod", "k8s/prod.yaml:4");
    }

    @Test
    void anotherVersionOfTheGroupIsTheSameObject() {
        assertThat(passing(object("a.example/v1", "", OFF), object("a.example/v2", "", ON)))
                .contains("k8s/prod.yaml:4");
    }

    @Test
    void anObjectOfAnotherGroupIsAnotherObject() {
        assertThat(passing(object("a.example/v1", "", OFF), object("b.example/v1", "", ON)))
                .isEqualTo("[]");
    }

    @Test
    void anObjectOfAnotherNamespaceIsAnotherObject() {
        String both = object("a.example/v1", ", namespace: one", ON) + "---\n"
                + object("a.example/v1", ", namespace: two", "spec:\n  hard: true\n");
        assertThat(passing(object("a.example/v1", ", namespace: two", OFF), both))
                .contains("k8s/prod.yaml:10");
        assertThat(passing(object("a.example/v1", ", namespace: three", OFF), both))
                .isEqualTo("[]");
    }

    @Test
    void itIsReadWithTheLimitsOfTheRun() {
        String deep = "deep: " + "[".repeat(550) + "]".repeat(550) + "\n";
        var limits = new ReadLimits(
                ReadLimits.DEFAULT.maxCharacters(),
                600,
                ReadLimits.DEFAULT.maxAliasNodes(),
                ReadLimits.DEFAULT.maxDocuments());
        assertThat(passing(object("a.example/v1", "", OFF), object("a.example/v1", "", ON) + deep, limits))
                .contains("k8s/prod.yaml:4");
    }
}
