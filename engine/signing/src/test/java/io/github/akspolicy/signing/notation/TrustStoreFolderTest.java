package io.github.akspolicy.signing.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.akspolicy.signing.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustStoreFolderTest {
    private final TestAuthority authority = new TestAuthority("Contoso", "secp256r1");

    @TempDir
    private Path folder;

    private Path store;

    @BeforeEach
    void makeStore() throws Exception {
        store = Files.createDirectories(folder.resolve("x509/ca/contoso"));
    }

    private void refuses(String type, String name, String why) {
        assertThatThrownBy(() -> new TrustStoreFolder(folder).load(type, name))
                .isInstanceOf(TrustStoreException.class)
                .hasMessageContaining(why);
    }

    @Test
    void readsPemAndDer() throws Exception {
        Files.writeString(store.resolve("a.pem"), "text before\n" + authority.rootPem() + authority.rootPem());
        Files.write(store.resolve("b.der"), TestAuthority.encoded(authority.root));

        assertThat(new TrustStoreFolder(folder).load("ca", "contoso"))
                .containsOnly(authority.root)
                .hasSize(3);
    }

    @Test
    void refusesWhatAStoreMustNotBe() throws Exception {
        refuses("ca", "contoso", "is empty");
        refuses("ca", "other", "does not exist");
        refuses("ca", "..", "not allowed");
        Files.createSymbolicLink(folder.resolve("x509/ca/link"), store);
        refuses("ca", "link", "links are not followed");
    }

    @Test
    void refusesLinksAndFolders() throws Exception {
        Path real = Files.writeString(folder.resolve("root.pem"), authority.rootPem());
        Files.createSymbolicLink(store.resolve("root.pem"), real);
        refuses("ca", "contoso", "not a regular file");
        Files.delete(store.resolve("root.pem"));
        Files.createDirectory(store.resolve("folder"));
        refuses("ca", "contoso", "not a regular file");
    }

    @Test
    void refusesALeafAndAnythingElse() throws Exception {
        Files.writeString(
                store.resolve("leaf.pem"), TestAuthority.pem("CERTIFICATE", TestAuthority.encoded(authority.leaf)));
        refuses("ca", "contoso", "neither a CA nor self-signed");
        Files.writeString(store.resolve("leaf.pem"), TestAuthority.pem("PRIVATE KEY", authority.key.getEncoded()));
        refuses("ca", "contoso", "not a certificate");
        Files.writeString(store.resolve("leaf.pem"), "hello");
        refuses("ca", "contoso", "no certificate in PEM or DER");
    }
}
