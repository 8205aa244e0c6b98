package io.github.akspolicy.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.maven.model.Build;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.project.MavenProject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestClassPathTest {
    private static TestClassPath of(String engine, String surefire) {
        var plugin = new Plugin();
        plugin.setGroupId("org.apache.maven.plugins");
        plugin.setArtifactId("maven-surefire-plugin");
        plugin.setVersion(surefire);
        var build = new Build();
        build.addPlugin(plugin);
        var dependency = new Dependency();
        dependency.setGroupId("io.github.akspolicy");
        dependency.setArtifactId(engine);
        var model = new Model();
        model.setBuild(build);
        model.addDependency(dependency);
        return new TestClassPath(new MavenProject(model));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.17", "2.12.4", "2.21.0", "1.0"})
    void aSurefireThatRunsNoPoliciesIsAnError(String version) {
        assertThatThrownBy(() -> of("aks-policy-junit", version).checkSurefire())
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("maven-surefire-plugin " + version + " runs no tests of the JUnit Platform")
                .hasMessageContaining("<build><plugins>");
        assertThatCode(() -> of("aks-policy-core", version).checkSurefire()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.22.0", "2.22.2", "3.0.0-M5", "3.6.1", "10.0", "${surefire.version}", ""})
    void othersAreNot(String version) {
        assertThatCode(() -> of("aks-policy-junit", version).checkSurefire()).doesNotThrowAnyException();
    }

    /** {@code new-policy} warns of the same versions that {@code verify} refuses. */
    @Test
    void whoWritesPoliciesIsWarnedOfTheSame() {
        assertThat(of("none", "2.17").oldSurefire()).isPresent();
        assertThat(of("none", "2.22.2").oldSurefire()).isEmpty();
        assertThat(new TestClassPath(new MavenProject()).oldSurefire()).isEmpty();
    }

    @Test
    void aModuleWithoutTestsHasNone() {
        assertThatCode(() -> new TestClassPath(new MavenProject()).checkSurefire())
                .doesNotThrowAnyException();
    }
}
