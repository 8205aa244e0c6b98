package io.github.akspolicy.resource.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar and the normalisation of distribution/reference, which kubelet and container runtimes use. */
class ImageReferenceTest {
    private static final String HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
                    nginx,                             docker.io,            library/nginx, -
                    nginx:1.27,                        docker.io,            library/nginx, 1.27
                    bitnami/redis:7,                   docker.io,            bitnami/redis, 7
                    docker.io/nginx,                   docker.io,            library/nginx, -
                    index.docker.io/nginx,             docker.io,            library/nginx, -
                    docker.io/bitnami/redis,           docker.io,            bitnami/redis, -
                    contoso.azurecr.io/web:2.0.0,      contoso.azurecr.io,   web,           2.0.0
                    contoso.azurecr.io/a/b/c,          contoso.azurecr.io,   a/b/c,         -
                    localhost/web,                     localhost,            web,           -
                    localhost:5000/web:x,              localhost:5000,       web,           x
                    registry:5000/app,                 registry:5000,        app,           -
                    registry:5000,                     docker.io,            library/registry, 5000
                    10.0.0.1:5000/app,                 10.0.0.1:5000,        app,           -
                    [fd00::1]:5000/app:1,              [fd00::1]:5000,       app,           1
                    Registry/app,                      Registry,             app,           -
                    a__b/c.d-e--f:Tag_1.x-y,           docker.io,            a__b/c.d-e--f, Tag_1.x-y
                    """)
    void splits(String text, String registry, String repository, String tag) {
        ImageReference reference = ImageReference.parse(text).orElseThrow();
        assertThat(reference.registry()).isEqualTo(registry);
        assertThat(reference.repository()).isEqualTo(repository);
        assertThat(reference.tag()).isEqualTo(tag);
        assertThat(reference.digest()).isNull();
        assertThat(reference.isUntagged()).isEqualTo(tag == null);
        assertThat(reference.effectiveTag()).isEqualTo(tag == null ? "latest" : tag);
        assertThat(reference).hasToString(text);
    }

    @Test
    void aDigestMakesTheTagMeaningless() {
        ImageReference reference =
                ImageReference.parse("registry:5000/web:latest@sha256:" + HASH).orElseThrow();
        assertThat(reference.name()).isEqualTo("registry:5000/web");
        assertThat(reference.tag()).isEqualTo("latest");
        assertThat(reference.digest()).isEqualTo("sha256:" + HASH);
        assertThat(reference.effectiveTag()).isNull();
        assertThat(reference.isUntagged()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " nginx",
                "nginx ",
                "nginx\n",
                "nginx:",
                "nginx@",
                "nginx:@sha256:" + HASH,
                "nginx@sha256:abc",
                "nginx:1:2",
                "nginx@sha256:" + HASH + "@sha256:" + HASH,
                "nginx@md5:d41d8cd98f00b204e9800998ecf8427e",
                "nginx@sha256:9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08",
                HASH,
                "Nginx",
                "contoso.azurecr.io/Web",
                "contoso.azurecr.io/",
                "contoso.azurecr.io//web",
                "/web",
                "a/b/",
                "-web",
                "web-",
                "web..x",
                "a___b",
                "https://contoso.azurecr.io/web",
                "-registry.io/web",
                "registry.io:port/web",
                "nginx:.hidden",
                "nginx:a b",
                "{{ .Values.image }}",
                "nginx:${TAG}"
            })
    void refusesWhatTheKubeletRefuses(String text) {
        assertThat(ImageReference.parse(text)).isEmpty();
    }

    @Test
    void limitsLengths() {
        assertThat(ImageReference.parse("x/" + "a".repeat(253))).isPresent();
        assertThat(ImageReference.parse("x/" + "a".repeat(254))).isEmpty();
        assertThat(ImageReference.parse("a:" + "t".repeat(128))).isPresent();
        assertThat(ImageReference.parse("a:" + "t".repeat(129))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.", "a-", "a/", ":", "@", "a:", "A", "[::", "a_a"})
    void noTextTakesLong(String part) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> ImageReference.parse(part.repeat(500_000)).isEmpty());
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> ImageReference.parse(part.repeat(1000 / part.length()) + "!/x")
                        .isEmpty());
    }
}
