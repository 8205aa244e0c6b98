package io.github.akspolicy.helm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An error about a missing library names the artifact that has it, in Maven's words and not in those of the JVM. */
class NativeHelmTest {
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-amd64",
        "Linux, aarch64, linux-arm64",
        "Mac OS X, aarch64, darwin-arm64",
        "Mac OS X, x86_64, darwin-amd64",
        "Windows Server 2022, amd64, windows-amd64",
        "FreeBSD, amd64, freebsd-amd64"
    })
    void thePlatformIsTheNameOfTheArtifact(String os, String architecture, String artifact) {
        assertThat(NativeHelm.platform(os, architecture)).isEqualTo(artifact);
    }
}
