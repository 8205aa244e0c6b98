package io.github.akspolicy.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CacheFolderTest {
    /** As in a container that runs under a number without a name. */
    @Test
    void aUserWithoutNameHasTheHomeOfTheEnvironment() {
        assertThat(CacheFolder.home("/home/alice", "/elsewhere")).isEqualTo("/home/alice");
        assertThat(CacheFolder.home("?", "/tmp/home")).isEqualTo("/tmp/home");
        assertThat(CacheFolder.home("?", null)).isEqualTo(System.getProperty("java.io.tmpdir"));
        assertThat(CacheFolder.home("", "relative")).isEqualTo(System.getProperty("java.io.tmpdir"));
    }
}
