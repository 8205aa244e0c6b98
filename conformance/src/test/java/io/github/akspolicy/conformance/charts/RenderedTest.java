package io.github.akspolicy.conformance.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.FieldPath;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Objects of one kind and name that two templates write, or one template in two namespaces. */
class RenderedTest {
    private static final String OWN = ingress("a/templates/ingress.yaml", "web", "one", "");
    private static final String OWN_WITH_HOST = ingress("a/templates/ingress.yaml", "web", "one", "host: a");
    private static final String OTHER = ingress("a/charts/b/templates/ingress.yaml", "web", "one", "");
    private static final String OTHER_WITH_HOST = ingress("a/charts/b/templates/ingress.yaml", "web", "one", "host: a");
    private static final String ELSEWHERE_WITH_HOST = ingress("a/templates/ingress.yaml", "web", "two", "host: a");

    private static final WantedField HOST = new WantedField("Ingress", "web", FieldPath.parse("spec.host"));

    @Test
    void aFieldIsThereWhereItsTemplateWritesIt() throws Exception {
        WantedField host = HOST.in(Rendered.of(OWN), "templates/ingress.yaml");

        assertThat(Rendered.of(OWN).has(host)).isFalse();
        assertThat(Rendered.of(OWN_WITH_HOST).has(host)).isTrue();
        assertThat(Rendered.of(OTHER + OWN_WITH_HOST).has(host)).isTrue();
    }

    @Test
    void anObjectThatAnotherTemplateWritesBesideItIsAnother() throws Exception {
        WantedField host = HOST.in(Rendered.of(OWN), "templates/ingress.yaml");

        assertThat(Rendered.of(OWN + OTHER_WITH_HOST).has(host)).isFalse();
        assertThat(Rendered.of(OTHER_WITH_HOST + OWN).has(host)).isFalse();
    }

    /** A value may move an object to another template, such as from {@code one.yaml} to {@code many.yaml}. */
    @Test
    void anObjectThatAnotherTemplateWritesInItsPlaceIsIt() throws Exception {
        WantedField host = HOST.in(Rendered.of(OWN), "templates/ingress.yaml");

        assertThat(Rendered.of(OTHER_WITH_HOST).has(host)).isTrue();
    }

    @Test
    void ofTwoTemplatesThatBothWriteItThatOfTheFindingCounts() throws Exception {
        Rendered plain = Rendered.of(OWN + OTHER);
        WantedField own = HOST.in(plain, "templates/ingress.yaml");
        WantedField other = HOST.in(plain, "charts/b/templates/ingress.yaml");
        WantedField packed = HOST.in(plain, "charts/b-1.0.0.tgz!/templates/ingress.yaml");

        assertThat(own).isNotEqualTo(other);
        assertThat(packed).isEqualTo(other);
        Rendered rendered = Rendered.of(OWN + OTHER_WITH_HOST);
        assertThat(rendered.has(own)).isFalse();
        assertThat(rendered.has(other)).isTrue();
    }

    /** The folder of a chart need not have its name: then each template that writes the object counts, as without any. */
    @Test
    void whereTheTemplateIsNotKnownEachCounts() throws Exception {
        Rendered plain = Rendered.of(OWN + OTHER);

        for (String path : Set.of("", "charts/folder/templates/ingress.yaml")) {
            assertThat(Rendered.of(OWN + OTHER_WITH_HOST).has(HOST.in(plain, path)))
                    .isTrue();
        }
    }

    @Test
    void anObjectOfAnotherNamespaceIsAnother() throws Exception {
        WantedField here = HOST.inNamespace("one");
        WantedField there = HOST.inNamespace("two");

        Rendered both = Rendered.of(OWN + ELSEWHERE_WITH_HOST);
        assertThat(both.has(here)).isFalse();
        assertThat(both.has(there)).isTrue();
        // a value may move it
        assertThat(Rendered.of(ELSEWHERE_WITH_HOST).has(here)).isTrue();
    }

    @Test
    void anObjectWithoutNamespaceIsInThatOfTheRelease() throws Exception {
        WantedField here = HOST.inNamespace(HelmBinary.NAMESPACE);

        String written = OWN.replace("namespace: one, ", "");
        assertThat(Rendered.of(written + OWN_WITH_HOST).has(here)).isFalse();
        assertThat(Rendered.of(written.replace("{}", "{host: a}") + OWN).has(here))
                .isTrue();
    }

    @Test
    void fieldsOfTwoContainersAreTwo() {
        assertThat(new WantedField("Pod", "web", FieldPath.parse("spec.containers[a].resources")))
                .isNotEqualTo(new WantedField("Pod", "web", FieldPath.parse("spec.containers[b].resources")));
    }

    private static String ingress(String template, String name, String namespace, String spec) {
        return "---\n# Source: " + template + "\nkind: Ingress\nmetadata: {namespace: " + namespace + ", name: " + name
                + "}\nspec: {" + spec + "}\n";
    }
}
