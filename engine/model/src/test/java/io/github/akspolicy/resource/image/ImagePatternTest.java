package io.github.akspolicy.resource.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagePatternTest {
    @ParameterizedTest
    @CsvSource({
        "contoso.azurecr.io, contoso.azurecr.io/web:1",
        "contoso.azurecr.io/, contoso.azurecr.io/web:1",
        "contoso.azurecr.io/*, contoso.azurecr.io/a/b",
        "Contoso.azurecr.io, contoso.azurecr.io/web",
        "*.azurecr.io, contoso.azurecr.io/web",
        "contoso.azurecr.io/store, contoso.azurecr.io/store",
        "contoso.azurecr.io/store, contoso.azurecr.io/store/web",
        "localhost:5000, localhost:5000/web",
        "docker.io, nginx",
        "docker.io/library, nginx",
        "nginx, docker.io/library/nginx:1",
        "bitnami/, bitnami/redis",
        "nginx:1.27, nginx:1.27",
    })
    void stands(String pattern, String image) {
        assertThat(matches(pattern, image)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "contoso.azurecr.io, contoso.azurecr.io.evil.com/web",
        "contoso.azurecr.io, evil.com/contoso.azurecr.io/web",
        "azurecr.io, contoso.azurecr.io/web",
        "*.azurecr.io, azurecr.io/web",
        "*.azurecr.io, a.b.azurecr.io/web",
        "*.azurecr.io, contosoazurecr.io/web",
        "contoso.azurecr.io/store, contoso.azurecr.io/storefront",
        "localhost:5000, localhost:5001/web",
        "bitnami/, bitnamilegacy/redis",
        "nginx, nginx-evil",
        "nginx:1.27, nginx:1.28",
    })
    void doesNotStand(String pattern, String image) {
        assertThat(matches(pattern, image)).isFalse();
    }

    private static boolean matches(String pattern, String image) {
        return ImagePattern.anyMatches(
                List.of(pattern), ImageReference.parse(image).orElseThrow());
    }
}
