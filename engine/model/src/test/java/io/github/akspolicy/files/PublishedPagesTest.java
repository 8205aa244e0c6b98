package io.github.akspolicy.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Findings lead to a page that their reader can open. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class PublishedPagesTest {
    @AfterEach
    void clear() {
        System.clearProperty(PublishedPages.PROPERTY);
    }

    @ParameterizedTest
    @CsvSource({
        "https://wiki.example.com/policies, https://wiki.example.com/policies/exemptions.md",
        "https://wiki.example.com/, https://wiki.example.com/exemptions.md",
        "'', docs/exemptions.md"
    })
    void theAddressCanBeChosen(String configured, String expected) {
        System.setProperty(PublishedPages.PROPERTY, configured);

        assertThat(PublishedPages.address("exemptions.md")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "exemptions.md, https://akspolicy.github.io/aks-policy/main/exemptions",
        "policies/pod/privileged.md, https://akspolicy.github.io/aks-policy/main/policies/pod/privileged",
        "platforms.md#the-native-helm, https://akspolicy.github.io/aks-policy/main/platforms#the-native-helm"
    })
    void aPublishedPageHasNoEnding(String page, String address) {
        assertThat(PublishedPages.address(page)).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({"0.1.0-SNAPSHOT, main", ", main", "0.2.0, v0.2.0"})
    void aReleaseLeadsToItsOwnPages(String version, String revision) {
        assertThat(PublishedPages.revision(version)).isEqualTo(revision);
    }
}
