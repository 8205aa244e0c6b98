package io.github.akspolicy.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.akspolicy.release.ReleaseFolder.Artifact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A release that {@code .ci/check-release} built twice: whole, signed, the same both times. */
@Tag("deep")
class ReleaseTest {
    private static final JsonMapper JSON = new JsonMapper();

    /** {@code [INFO] +- group:artifact:jar:version:scope (optional)}. */
    private static final Pattern DEPENDENCY =
            Pattern.compile("(?m)^[|+\\\\ -]+- ([^:]+):([^:]+):[^:]+:(?:[^:]+:)?([^:]+):(?:compile|runtime)");

    private ReleaseFolder release;
    private Path checked;

    /** The folder of the check: releases {@code 1} and {@code 2}, the key ring {@code keys}, {@code trees}. */
    @BeforeEach
    void find() {
        String folder = System.getProperty("aks-policy.release", "");
        assumeTrue(!folder.isEmpty(), "no release to check: run .ci/check-release");
        checked = Path.of(folder);
        release = new ReleaseFolder(checked.resolve("1"));
        assertThat(release.artifacts()).isNotEmpty();
    }

    @Test
    void everyPublishedModuleIsThereAndNoOther() {
        assertThat(release.artifacts().stream().map(Artifact::name))
                .containsExactlyElementsOf(ReleaseFolder.published().keySet());
    }

    @Test
    void anArtifactHasAllThatBelongsToIt() {
        assertThat(release.artifacts()).allSatisfy(artifact -> {
            List<String> ends = artifact.archive()
                    ? List.of(
                            ".jar",
                            "-sources.jar",
                            "-javadoc.jar",
                            "-cyclonedx.json",
                            ".pom",
                            "-provenance.intoto.json")
                    : List.of(".pom", "-provenance.intoto.json");
            for (String end : ends) {
                for (String about : List.of("", ".asc", ".sha1", ".md5")) {
                    assertThat(artifact.file(end + about)).isNotEmptyFile();
                }
            }
        });
    }

    @Test
    void thePagesLeadToTheirOwnVersion() throws IOException {
        Artifact site = release.artifacts().stream()
                .filter(artifact -> artifact.name().equals("aks-policy-site"))
                .findFirst()
                .orElseThrow();
        try (var archive = new ZipFile(site.file(".zip").toFile())) {
            assertThat(archive.stream().map(ZipEntry::getName))
                    .contains("LICENSE", "NOTICE", "policies/pod/privileged.md", "aks-policy.schema.json");
            byte[] page =
                    archive.getInputStream(archive.getEntry("platforms.md")).readAllBytes();
            assertThat(new String(page, StandardCharsets.UTF_8))
                    .contains("/aks-policy/blob/v" + site.version() + "/")
                    .doesNotContain("SNAPSHOT");
        }
    }

    @Test
    void pomsAreWholeWithoutParent() {
        assertThat(release.artifacts()).allSatisfy(artifact -> {
            String pom = artifact.text(".pom");
            assertThat(pom)
                    .doesNotContain("<parent>", "SNAPSHOT", "<scope>test</scope>")
                    .doesNotContain(artifact.archive() ? "${" : "${helm-java")
                    .contains("<name>", "<description>", "<license>", "<developer>", "<version>" + artifact.version())
                    .contains("<url>https://github.com/akspolicy/aks-policy</url>")
                    .contains("<connection>scm:git:https://github.com/akspolicy/aks-policy.git</connection>");
        });
        Artifact helm = release.artifacts().stream()
                .filter(artifact -> artifact.name().equals("aks-policy-helm"))
                .findFirst()
                .orElseThrow();
        assertThat(helm.text(".pom"))
                .contains("<arch>aarch64</arch>", "<artifactId>darwin-arm64</artifactId>")
                .contains("<artifactId>windows-amd64</artifactId>");
    }

    @Test
    void archivesSayWhatMayBeDoneWithThem() {
        assertThat(release.artifacts()).filteredOn(Artifact::archive).allSatisfy(artifact -> {
            for (String end : List.of(".jar", "-sources.jar")) {
                try (var jar = new JarFile(artifact.file(end).toFile())) {
                    for (String name : List.of("LICENSE", "NOTICE")) {
                        var entry = jar.getJarEntry("META-INF/" + name);
                        assertThat(entry).as(name + " in " + artifact + end).isNotNull();
                        assertThat(new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8))
                                .isEqualTo(ReleaseFolder.text(Path.of("..", name)));
                    }
                }
            }
        });
    }

    /** What Maven resolves for a published POM, and nothing else. */
    @Test
    void theSbomIsTheDependencyTree() {
        assertThat(release.artifacts()).filteredOn(Artifact::archive).allSatisfy(artifact -> {
            String tree = ReleaseFolder.text(checked.resolve("trees/" + artifact.name() + "/tree.txt"));
            var resolved = new TreeSet<String>();
            for (MatchResult line : DEPENDENCY.matcher(tree).results().toList()) {
                resolved.add("pkg:maven/" + line.group(1) + "/" + line.group(2) + "@" + line.group(3));
            }
            var listed = new TreeSet<String>();
            for (JsonNode component :
                    JSON.readTree(artifact.text("-cyclonedx.json")).path("components")) {
                listed.add(component.path("purl").asString().replaceFirst("\\?.*", ""));
                assertThat(component.path("hashes")).isNotEmpty();
            }
            assertThat(resolved).as(tree).isNotEmpty();
            assertThat(listed).isEqualTo(resolved);
        });
    }

    @Test
    void theProvenanceNamesEveryFileByItsDigest() {
        assertThat(release.artifacts()).allSatisfy(artifact -> {
            JsonNode statement = JSON.readTree(artifact.text("-provenance.intoto.json"));
            Map<String, String> stated = new TreeMap<>();
            for (JsonNode subject : statement.path("subject")) {
                stated.put(
                        subject.path("name").asString(),
                        subject.path("digest").path("sha256").asString());
            }
            Map<String, String> there = new TreeMap<>();
            for (Path file : artifact.files()) {
                if (!file.toString().endsWith(".intoto.json")) {
                    there.put(file.getFileName().toString(), sha256(file));
                }
            }
            assertThat(stated).isEqualTo(there);
            assertThat(statement.path("predicateType").asString()).isEqualTo("https://slsa.dev/provenance/v1");
            assertThat(statement
                            .at("/predicate/buildDefinition/resolvedDependencies/0/digest/gitCommit")
                            .asString())
                    .isEqualTo(ReleaseFolder.text(checked.resolve("commit")).strip());
        });
    }

    @Test
    void everyFileIsSigned(@TempDir Path folder) throws Exception {
        var files = new ArrayList<Path>();
        release.artifacts().forEach(artifact -> files.addAll(artifact.files()));
        for (Path file : files) {
            assertThat(verifies(Path.of(file + ".asc"), file))
                    .as(file.toString())
                    .isTrue();
        }
        byte[] changed = Files.readAllBytes(files.get(0));
        changed[changed.length / 2] ^= 1;
        Path other = Files.write(folder.resolve("changed"), changed);
        assertThat(verifies(Path.of(files.get(0) + ".asc"), other)).isFalse();
    }

    private boolean verifies(Path signature, Path file) throws Exception {
        var builder = new ProcessBuilder("gpg", "--batch", "--verify", signature.toString(), file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("GNUPGHOME", checked.resolve("keys").toString());
        return builder.start().waitFor() == 0;
    }

    /** Two clean builds of one commit, in two folders. */
    @Test
    void twoBuildsAreTheSameBytes() {
        String first = ReleaseFolder.text(checked.resolve("1/SHA256SUMS"));
        assertThat(first.lines().count())
                .isEqualTo(release.artifacts().stream()
                        .mapToLong(artifact -> artifact.files().size())
                        .sum());
        assertThat(first).isEqualTo(ReleaseFolder.text(checked.resolve("2/SHA256SUMS")));
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException | java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }
}
