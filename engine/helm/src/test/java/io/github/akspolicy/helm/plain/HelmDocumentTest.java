package io.github.akspolicy.helm.plain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HelmDocumentTest {
    @Test
    void eachDocumentHasTheNameOnTheLineBehindItsSeparator() {
        assertThat(HelmDocument.read("---\n# Source: a/x.yaml\nkind: A\n---\n# Source: a/y.yaml\nkind: B\n\n"))
                .containsExactly(new HelmDocument("a/x.yaml", "kind: A"), new HelmDocument("a/y.yaml", "kind: B\n"));
    }

    @Test
    void aSeparatorWithinALineBeginsNone() {
        assertThat(HelmDocument.read("---\n# Source: a/x.yaml\ntext: ---\n# Source: b\n----\n# Source: c\n"))
                .containsExactly(new HelmDocument("a/x.yaml", "text: ---\n# Source: b\n----\n# Source: c"));
    }

    @Test
    void aNameThatNoLineEndFollowsIsText() {
        assertThat(HelmDocument.read("---\n# Source: a/x.yaml"))
                .containsExactly(new HelmDocument("", "---\n# Source: a/x.yaml"));
        assertThat(HelmDocument.read("---\n# Source: a/x.yaml\nkind: A\n---\n# Source: b"))
                .containsExactly(new HelmDocument("a/x.yaml", "kind: A\n---\n# Source: "));
    }

    @Test
    void whatStandsBeforeTheFirstNameIsOfNoTemplate() {
        assertThat(HelmDocument.read("kind: A\n---\n# Source: x\n---\n# Source: y\n"))
                .containsExactly(
                        new HelmDocument("", "kind: A\n"), new HelmDocument("x", ""), new HelmDocument("y", ""));
        assertThat(HelmDocument.read(" \n")).isEmpty();
    }
}
