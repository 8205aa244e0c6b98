package io.github.akspolicy.helm.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An error about a missing library names the artifact that has it, in Maven's words and not in those of the JVM. */
class NativeHelmTest {
    private static final Pattern PROFILE = Pattern.compile("<profile>\\s*<id>[^<]+</id>\\s*<activation>\\s*<os>\\s*"
            + "<(name|family)>([^<]+)</\\1>\\s*<arch>([^<]+)</arch>\\s*</os>\\s*</activation>\\s*<dependencies>\\s*<dependency>\\s*"
            + "<groupId>com\\.marcnuri\\.helm-java</groupId>\\s*<artifactId>([^<]+)</artifactId>");

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

    /** The POM asks Maven for the artifact that the code looks for, where there is one. */
    @ParameterizedTest
    @CsvSource({
        "Linux, amd64",
        "Linux, aarch64",
        "Mac OS X, aarch64",
        "Mac OS X, x86_64",
        "Windows Server 2022, amd64",
        "FreeBSD, amd64",
        "Linux, ppc64le"
    })
    void mavenIsAskedForThisArtifact(String os, String architecture) throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        List<String> asked = PROFILE.matcher(pom)
                .results()
                .filter(profile -> isActive(profile, os.toLowerCase(Locale.ROOT), architecture))
                .map(profile -> profile.group(4))
                .toList();
        boolean published =
                List.of("Linux", "Mac OS X", "Windows Server 2022").contains(os) && !architecture.equals("ppc64le");
        assertThat(asked).isEqualTo(published ? List.of(NativeHelm.platform(os, architecture)) : List.of());
    }

    /** As Maven does: a name is the whole name of the system, and the families mac and windows are part of it. */
    private static boolean isActive(MatchResult profile, String os, String architecture) {
        String word = profile.group(2);
        return (profile.group(1).equals("name") ? os.equals(word) : os.contains(word))
                && architecture.equals(profile.group(3));
    }
}
