package io.github.akspolicy.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.akspolicy.manifest.ManifestException;
import io.github.akspolicy.manifest.ManifestReader;
import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.ReadLimits;
import io.github.akspolicy.source.ManifestFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Helm installs is evaluated, whatever ends its lines and documents. */
class LineBreaksTest {
    private static final String T = "templates/a.yaml";
    private static final String FIRST = "apiVersion: v1\nmetadata: {name: first}\nkind: Pod\n";
    private static final String SECOND = "apiVersion: v1\nmetadata: {name: second}\nkind: Pod";

    @TempDir
    private Path folder;

    /** All objects as {@code kind/name}; a problem as its message. */
    private List<String> objects(TestRender render) {
        var found = new ArrayList<String>();
        for (ManifestFile file : render.files()) {
            ManifestReader.yaml(file.text(), ReadLimits.DEFAULT, new ManifestReader.Receiver() {
                @Override
                public void document(Node root) {
                    Node.Mapping object = (Node.Mapping) root;
                    found.add(((Node.Scalar) object.get("kind")).value() + "/"
                            + ((Node.Scalar) ((Node.Mapping) object.get("metadata")).get("name")).value());
                }

                @Override
                public void problem(ManifestException problem) {
                    found.add(problem.getMessage());
                }
            });
        }
        return found;
    }

    private TestRender render(String template) {
        return new TestChart(folder).file(T, template).render();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0085", "\u2028", "\u2029", "\r"})
    void breaksOfYamlEndAComment(String end) {
        assertThat(objects(render("# c" + end + FIRST.replace("\n", end)))).containsExactly("Pod/first");
        assertThat(objects(render("# c" + end + FIRST))).containsExactly("Pod/first");
        assertThat(objects(render("# {{ \"c" + end + "\" }}" + FIRST))).containsExactly("Pod/first");
        assertThat(objects(render(FIRST + "---#" + end + SECOND + "\n"))).containsExactly("Pod/first", "Pod/second");
        assertThat(objects(render(FIRST + "--- # c" + end + SECOND + "\n"))).containsExactly("Pod/first", "Pod/second");
        assertThat(objects(render(FIRST + "---" + end + SECOND + "\n"))).containsExactly("Pod/first", "Pod/second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00a0", "\u3000", "\u0085", "\u2028", "\u2007", "\u000b", "\f", " ", "\t"})
    void whiteSpaceAroundADocumentIsNotPartOfIt(String space) {
        assertThat(objects(render(FIRST + "---\n" + space + SECOND + "\n"))).containsExactly("Pod/first", "Pod/second");
        assertThat(objects(render(SECOND + space + "\n---\n" + FIRST))).containsExactly("Pod/second", "Pod/first");
        assertThat(objects(render(FIRST + "---\n" + SECOND + space))).containsExactly("Pod/first", "Pod/second");
        assertThat(objects(render(space + "---" + FIRST + "---\n" + SECOND)))
                .containsExactly("Pod/first", "Pod/second");
        assertThat(objects(render(SECOND.replace("Pod", "|-\n  Pod") + space + "\n---\n" + FIRST)))
                .containsExactly("Pod/second", "Pod/first");
    }

    @Test
    void ordinaryDocumentsStayInOneText() {
        TestRender render =
                render("---\n# Source: x\n" + FIRST + "\n\n---\n\n# c\n" + SECOND + "  \n--- # c\n" + FIRST + "---\n");

        assertThat(render.files()).hasSize(1);
        assertThat(objects(render)).containsExactly("Pod/first", "Pod/second", "Pod/first");
    }

    @Test
    void hooksEndWhereHelmEndsThem() {
        String hook = "apiVersion: v1\nmetadata: {name: hook, annotations: {helm.sh/hook: test}}\nkind: Pod\n";

        assertThat(objects(render("# c\u2028" + hook + "---#\u2028" + SECOND + "\n")))
                .containsExactly("Pod/second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0085", "\u2028", "\u2029", "\r"})
    void linesAreThoseOfTheTemplate(String end) {
        TestRender render = render("# a" + end + "# b\n# c" + end + "\n" + SECOND + "\n");

        assertThat(render.origin(T, "kind").primary().line()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0085", "\u2028", "\u2029", "\r"})
    void definitionsOfResourcesAreRead(String end) {
        TestRender render = new TestChart(folder)
                .file(T, FIRST)
                .file("crds/a.yaml", "# c" + end + SECOND.replace("Pod", "CustomResourceDefinition") + "\n")
                .withCrds()
                .render();

        assertThat(objects(render)).containsExactlyInAnyOrder("Pod/first", "CustomResourceDefinition/second");
    }
}
